# ruff: noqa: E501 - pages and tables have long lines
"""A small set of sources in the form of the real ones, on occupations that do not exist."""

import zipfile
from pathlib import Path

_LAMPS = """\
Lamp tuners

Quick Facts: Lamp Tuners

2024 Median Pay \t $41,000 per year

$19.71 per hour

Typical Entry-Level Education\t Associate's degree

Work Experience in a Related Occupation\t None

On-the-job Training\t Long-term on-the-job training

Number of Jobs, 2024\t 12,300

Job Outlook, 2024–34\t -3% (Decline)

Employment Change, 2024–34\t -400

What Lamp Tuners Do

Lamp tuners tune.

Work Environment About this section

Lamp tuners held about 12,300 jobs in 2024. The largest employers of lamp tuners were as follows:

Lamp houses; state, local, and private\t 61%

Self-employed workers\t 9

Injuries and Illnesses

Lamp tuners have one of the highest rates of injuries and illnesses of all occupations.

Work Schedules

Most lamp tuners work full time, but part-time work is common. Some work more than 40 hours per week.

<- What They Do How to Become One ->

How to Become a Lamp Tuner About this section

Important Qualities

Good ears. Lamp tuners must hear a lamp hum.

Hand–eye coordination. Lamp tuners must not slip.

Patience. Lamp tuners wait.

Licenses and Certifications

Some lamp tuners choose a licence. It helps.

<- Work Environment Pay ->

Pay About this section

Median annual wages, May 2024

Lamp tuners

$41,000

Total, all occupations

$49,500

The median annual wage for lamp tuners was $41,000 in May 2024. The median wage is the wage at which half earned more. The lowest 10 percent earned less than $30,100, and the highest 10 percent earned more than $62,200.

In May 2024, the median annual wages for lamp tuners in the top industries in which they worked were as follows:

Lamp houses; state, local, and private\t $43,000

<- How to Become One Job Outlook ->

Job Outlook About this section

Employment of lamp tuners is projected to decline 3 percent from 2024 to 2034.

Despite declining employment, about 1,100 openings for lamp tuners are projected each year, on average, over the decade.

Lamp tuners

99-1011\t 12,300\t 11,900\t -3\t -400\t Get data

<- Pay State & Area Data ->

Similar Occupations About this section

Occupation\t Job Duties\t ENTRY-LEVEL EDUCATION \t2024 MEDIAN PAY

Kite and Balloon Pilots
Kite and balloon pilots go up.

Bachelor's degree \t $70,500

Cloud Gardeners
Cloud gardeners trim clouds.

See How to Become One \t $15,000

<- State & Area Data More Info ->
"""

_PILOTS = """\
Kite and Balloon Pilots

Quick Facts: Kite and Balloon Pilots

2024 Median Pay \t $33.89 per hour

Typical Entry-Level Education\t See How to Become One

Number of Jobs, 2024\t 900

Job Outlook, 2024–34\t 0% (Little or no change)

Employment Change, 2024–34\t 0

What Kite and Balloon Pilots Do

Work Environment About this section

The largest employers of balloon pilots were as follows:

Fairs\t 50%

The largest employers of kite pilots, except toy were as follows:

Beaches\t 40%

<- What They Do Pay ->

Pay About this section

Median hourly wages, May 2024

Kite and balloon pilots

$33.89

Balloon pilots

$40.00

The median hourly wage for kite pilots, except toy was $21.50 in May 2017. The lowest 10 percent earned less than $14.00, and the highest 10 percent earned more than $29.75.

<- How to Become One Job Outlook ->

Job Outlook About this section

Kite and balloon pilots

99-2010\t 900\t 900\t 0\t 0\t Get data

Balloon pilots

99-2011\t 400\t 410\t 2\t 10\t Get data

Kite pilots, except toy

99-2012\t 500\t 490\t -2\t -10\t Get data

<- Pay Similar Occupations ->
"""

_FACTS = """\
title,slug,soc_code,median_pay_annual,url
Lamp tuners,lamp-tuners,99-1011,41000,https://example.org/lamp-tuners.htm
Kite and balloon pilots,kite-and-balloon-pilots,,70491,https://example.org/pilots.htm
"""

_WAGES = """\
99-1011	Lamp Tuners	11200	20.11	41830	14.60	17.20	20.05	24.40	31.00	30370	35780	41700	50750	64480
99-2011	Balloon Pilots	380	-	-	-	-	41.00	-	-	-	-	-	-	-
99-2012	Another Occupation	470	9.99	9990	9.99	9.99	9.99	9.99	9.99	9990	9990	9990	9990	9990
"""

WORK = """\
lamp-tuners:
  role: Lamp tuner
  aliases: [lamp fixer, light tuner, shared name]
  work: Lamp tuners make lamps hum in key.
kite-and-balloon-pilots:
  role: Kite or balloon pilot
  aliases: [kite pilot, balloonist, shared name, lamp tuners]
  work: They go up with the wind and come down with care.
"""

JUDGED = """\
places:
  lamp-tuners: [Lamp Tuner]
  ray-catchers: [Ray / Beam Catcher]
titles: {Ray / Beam Catcher: Ray and Beam Catcher}
bases: {survey: a survey, survey; top open: a survey, notice: a notice}
terms: {Long and winding road: A road}
careers:
  ray-catchers:
    role: Ray catcher
    aliases: [beam catcher]
    work: They catch rays.
"""

_PAY = """\
role,level,low,high,average,median,currency,period,year,basis,source
Lamp Tuner,senior (6+ years),200000,300000,,,LKR,month,2025,survey; top open,https://www.a.example/x
Lamp Tuner,entry (0-2 years),50000,90000,,,LKR,month,2025,survey,https://www.a.example/x
Lamp Tuner,lead,700000,,,,LKR,month,2025,survey,https://www.a.example/x
Lamp Tuner,intern,9000,12000,,,LKR,month,2025,survey,https://www.a.example/x
Lamp Tuner,all,,,78400.5,70000,LKR,month,2024,survey,https://b.example/y
Lamp Tuner,scale,54600,67950,,,LKR,month,,notice,https://c.example/z
Ray / Beam Catcher,all,188.84,543.35,,,LKR,hour,2020,survey,https://b.example/y
Nobody,all,1,2,,,LKR,month,2020,survey,https://b.example/y
"""

_PROFILES = """\
title,sector,demand,ai_risk,outlook_sl,entry_title,mid_title,senior_title,years_to_mid,years_to_senior,\
hours_week,wlb,overtime,work_mode,remote,team,technical_skills,soft_skills,tools,source
Ray / Beam Catcher,light,HIGH,LOW,,Junior Catcher,,,3,,45,7,,OFFICE,NONE,SMALL,\
Nets (fine); Long and winding road,Patience,,https://c.example/ray
"""

_CODE = "O*NET-SOC Code"
_RATED = f"{_CODE}\tElement Name\tScale ID\tData Value\tRecommend Suppress\n"
_ONET = {
    "Read Me": "O*NET 9.9 Database\nMay 2025 Release\n",
    "Occupation Data": f"{_CODE}\tTitle\tDescription\n"
    "99-1011.00\tLamp Tuners\t.\n99-2011.00\tBalloon Pilots\t.\n"
    "99-2012.00\tKite Pilots, Except Toy\t.\n99-3000.00\tOutsiders\t.\n",
    "Alternate Titles": f"{_CODE}\tAlternate Title\tSource(s)\n"
    "99-1011.00\tMaster Lamp Tuner\t1\n99-1011.00\tNight Watcher\t1\n"
    "99-3000.00\tNight Watcher\t1\n99-1011.00\tOR Tuner\t1\n99-1011.00\tHummer\t1\n",
    "Task Statements": f"{_CODE}\tTask ID\tTask\tTask Type\n"
    "99-1011.00\t1\tTune.\tCore\n99-2011.00\t2\tFly.\tCore\n99-2012.00\t3\tFly.\tCore\n",
    "Skills": _RATED + "99-1011.00\tListening\tIM\t4.5\tN\n99-1011.00\tHumming\tIM\t4\tN\n"
    "99-2011.00\tSteering\tIM\t4\tN\n99-2012.00\tSteering\tIM\t3\tN\n",
    "Knowledge": _RATED,
    "Technology Skills": f"{_CODE}\tExample\tHot Technology\tIn Demand\n99-1011.00\tC++\tN\tN\n",
    "Interests": f"{_CODE}\tElement ID\tScale ID\tData Value\n99-1011.00\t1.B.1.g\tIH\t1\n",
    "Education, Training, and Experience": f"{_CODE}\tScale ID\tCategory\tData Value\t"
    "Recommend Suppress\n99-2011.00\tRL\t6\t80\tN\n99-1011.00\tRL\t6\t80\tN\n",
    "Education, Training, and Experience Categories": "Scale ID\tCategory\tCategory Description\n"
    "RL\t6\tBachelor's Degree\n",
    "Job Zones": f"{_CODE}\tJob Zone\n",
    "Related Occupations": f"{_CODE}\tRelated Title\tIndex\n",
}


def write_sources(folder: Path) -> Path:
    """Write the sources, and beside them what a person wrote, into a folder."""
    files = {
        "corpus/ooh/lamp-tuners.txt": _LAMPS,
        "corpus/ooh/kite-and-balloon-pilots.txt": _PILOTS,
        "facts/bls_ooh_occupations_2024-34.csv": _FACTS,
        "facts/oews_national_may2025.tsv": _wages(),
        "facts/pay_lk.csv": _PAY,
        "facts/careers_lk.csv": _PROFILES,
        "own/work.yaml": WORK,
        "own/sri_lanka.yaml": JUDGED,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    _pack(folder / "corpus" / "onet" / "db_9_9_text.zip")
    return folder


def _pack(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in _ONET.items():
            archive.writestr(f"db_9_9_text/{name}.txt", text)


def _wages() -> str:
    measures = [
        "10th percentile",
        "25th percentile",
        "median",
        "75th percentile",
        "90th percentile",
    ]
    columns = ["soc_code", "occupation", "Employment", "Hourly mean wage", "Annual mean wage"]
    columns += [f"{period} {m} wage" for period in ("Hourly", "Annual") for m in measures]
    return "\t".join(columns) + "\n" + _WAGES
