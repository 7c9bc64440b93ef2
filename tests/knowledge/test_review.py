"""What a review of documents finds, through a folder of files as a person keeps it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.review import Finding, Review, review_folder

TODAY = date(2026, 11, 22)
FRONT = "role: Nurse\ntitle: Nursing\nmarket: Sri Lanka\nas_of: 2026-03"
Reviews = Callable[..., dict[str, Review]]


@pytest.fixture
def reviews(tmp_path: Path) -> Reviews:
    """Reviews a folder of these files, name to content; a dot in a name is written "__"."""

    def read(**files: str) -> dict[str, Review]:
        for name, content in files.items():
            (tmp_path / name.replace("__", ".")).write_text(content, "utf-8")
        return {r.document.id: r for r in review_folder(tmp_path, TODAY).reviews}

    return read


@pytest.fixture
def nurse(reviews: Reviews) -> Callable[..., Review]:
    """Reviews one Markdown text below front matter."""

    def read(text: str, front: str = FRONT) -> Review:
        return reviews(nurse__md=f"---\n{front}\n---\n# Nurse\n{text}")["nurse"]

    return read


def found(review: Review, kind: str) -> list[Finding]:
    """The findings of a kind."""
    return [finding for finding in review.findings if finding.kind == kind]


def paid(*lines: str) -> str:
    """A section on pay with these items."""
    return "\n## Pay\n\n" + "".join(f"- {line}\n" for line in lines)


def test_a_document_in_order_has_nothing_to_say(nurse: Callable[..., Review]) -> None:
    """Levels that rise, a country, a recent date and a topic in each heading need no look."""
    lines = ("Entry: Rs. 60,000 – 80,000 a month", "Senior: Rs. 90,000 – 140,000 a month")
    review = nurse(paid(*lines) + "\n## Working hours\n\n- Typical hours: 42 hours a week\n")
    assert review.findings == ()
    assert review.topics == (("pay", 1), ("hours", 1))
    assert review.silent == ()
    assert [(each.pay.level, each.line) for each in review.pay] == [
        ("entry", lines[0]),
        ("senior", lines[1]),
    ]
    assert [(each.fact.kind, each.heading) for each in review.facts] == [
        ("hours", ("Working hours",))
    ]


def test_pay_in_a_column_is_told_with_its_own_line(nurse: Callable[..., Review]) -> None:
    """Where the first amount alone has a currency, each figure still has the line it is from."""
    lines = ("Entry: $50,000", "Mid: 60,000", "Senior: 70,000")
    review = nurse(paid(*lines), FRONT.replace("Sri Lanka", "United States"))
    assert [each.line for each in review.pay] == list(lines)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Senior: LKR 90k – 70k a month", "range_upside_down"),
        ("Senior: 90,000 – 70,000", "range_upside_down"),
        ("Matron: LKR 190,000, later LKR 250,000 a month", "two_sums"),
        ("Matron: 190,000 a month", "no_currency"),
        ("Entry and senior: LKR 190,000 a month", "two_levels"),
        ("In India and Nepal: LKR 190,000 a month", "two_markets"),
        ("Matron: LKR 190,000", "no_period"),
        ("Lead: negotiable", "level_without_pay"),
    ],
)
def test_a_line_on_pay_that_gives_no_clear_figure_is_told(
    nurse: Callable[..., Review], line: str, kind: str
) -> None:
    """Each doubt is one warning, with the section and the line it stands on."""
    (only,) = nurse(paid(line)).warnings
    assert (only.kind, only.heading, only.line) == (kind, ("Pay",), line)


@pytest.mark.parametrize(
    "line",
    [
        "Senior: LKR 75 – 140k a month",
        "Senior: LKR 90,000 – 140,000 a month (2024–2025)",
        "Median: LKR 90,000 a month, in May 2024",
    ],
)
def test_a_clear_line_is_no_doubt(nurse: Callable[..., Review], line: str) -> None:
    """A scale written once and years beside a sum are no mistakes."""
    review = nurse(paid(line))
    assert len(review.pay) == 1
    assert review.findings == ()


def test_a_bonus_is_noted_only(nurse: Callable[..., Review]) -> None:
    """A sum that is no pay by its words may be meant: a note and no warning."""
    review = nurse(paid("Bonus: LKR 20,000 a month"))
    assert [note.kind for note in review.notes] == ["no_pay"]
    assert review.warnings == ()


def test_sums_that_are_nobodys_pay_are_left_alone(nurse: Callable[..., Review]) -> None:
    """What a course costs, in a section on education, is no pay that was lost."""
    assert nurse("\n## Education\n\nA course costs LKR 90,000 or LKR 95,000.\n").findings == ()


def test_rupees_of_no_country_ask_for_one(nurse: Callable[..., Review]) -> None:
    """“Rs.” is the money of several countries: without a market it gives no figure."""
    review = nurse(paid("Senior: Rs. 90,000 a month"), "role: Nurse\ntitle: X\nas_of: 2026")
    assert review.pay == ()
    assert [each.kind for each in review.warnings] == ["rupees_of_no_country"]


def test_a_level_that_earns_more_than_the_next_is_told(nurse: Callable[..., Review]) -> None:
    """Both ends above the next level's are out of order; an overlap is not."""
    upside = nurse(paid("Mid: LKR 90,000 – 99,000 a month", "Senior: LKR 50,000 – 60,000 a month"))
    (only,) = upside.warnings
    assert only.kind == "levels_out_of_order"
    assert "90,000 – 99,000" in only.message
    within = nurse(paid("Mid: LKR 50,000 – 99,000 a month", "Senior: LKR 60,000 – 98,000 a month"))
    assert within.findings == ()


def test_headings_say_what_they_lack(nurse: Callable[..., Review]) -> None:
    """A heading without text is a warning, one without a topic is listed, a group is neither."""
    review = nurse(
        "\n## Tools\n\n## Skills\n\n### Soft skills\n\nPatience.\n\n## Odds and ends\n\nText.\n"
    )
    assert [each.heading for each in review.warnings] == [("Tools",)]
    assert review.silent == (("Odds and ends",),)


def test_text_without_any_heading_is_told(reviews: Reviews) -> None:
    """A text that became no section says so."""
    review = reviews(nurse__txt="Nurse\n\nA nurse looks after people who are ill.\n")["nurse"]
    assert len(found(review, "no_sections")) == 1


def test_a_line_in_no_passage_is_told(reviews: Reviews) -> None:
    """A line that pasted text took for a heading, with nothing below it, is not lost silently."""
    lines = (
        "Nurse",
        "Salary",
        "LKR 90,000 a month.",
        "Learn the skills",
        "Courses",
        "Duties",
        "Care.",
    )
    review = reviews(nurse__txt="\n\n".join(lines))["nurse"]
    assert [each.line for each in found(review, "lost_text")] == ["Learn the skills"]


def test_markup_is_no_lost_text(nurse: Callable[..., Review]) -> None:
    """Links, comments, fences, tables and emphasis lose no word of the text."""
    review = nurse(
        "\n## Tools\n\n<!-- a remark -->\nA [guide](https://example.org) on *every* **day**:\n"
        "\n| tool | use |\n|---|---|\n| pump | blood & water |\n\n"
        "```\n## no heading\n## another\n```\n"
    )
    assert review.warnings == ()


@pytest.mark.parametrize(
    ("front", "kind", "said"),
    [
        (f"{FRONT}\ntitel: x", "unknown_key", "`title:`"),
        (f"{FRONT}\ncountry: x", "unknown_key", "`market:`"),
        (f"{FRONT}\ncolour: x", "unknown_key", "what is read"),
        (f"{FRONT}\naliases:", "empty_key", "`aliases:`"),
        (FRONT.replace("Sri Lanka", "Sri Lnka"), "unknown_market", "Sri Lnka"),
        (FRONT.replace("2026-03", "lately"), "unread_date", "lately"),
        (FRONT.replace("2026-03", "2031"), "unread_date", "yet to come"),
        (FRONT.replace("2026-03", "2024-05"), "old", "2024-05"),
        (FRONT.replace("\nas_of: 2026-03", ""), "no_date", "`as_of:`"),
        (FRONT.replace("\nmarket: Sri Lanka", ""), "no_market", "`market:`"),
        (FRONT.replace("role: Nurse\n", ""), "role_guessed", "'Nurse'"),
    ],
)
def test_front_matter_that_leaves_something_open_is_told(
    nurse: Callable[..., Review], front: str, kind: str, said: str
) -> None:
    """What a document does not say of itself, or not readably, comes with the next step."""
    (only,) = nurse(paid("Senior: LKR 90,000 a month"), front).findings
    assert only.kind == kind
    assert said in only.message


@pytest.mark.parametrize("as_of", ["2024-11", "2024", "2026-11-30"])
def test_two_years_are_not_old(nurse: Callable[..., Review], as_of: str) -> None:
    """A date within two years, or a year that may be, needs no look."""
    assert nurse(paid("Senior: LKR 90,000 a month"), f"{FRONT[:-7]}{as_of}").findings == ()


def test_a_role_that_is_no_occupation_is_a_warning(reviews: Reviews) -> None:
    """A title that names nobody makes a role that nobody asks for."""
    review = reviews(odd__txt="Odds and ends of it\n\nPay\n\nLKR 90,000 a month.\n")["odd"]
    assert "Odds and ends of it" in found(review, "role_guessed")[0].message
    assert found(review, "role_guessed")[0] in review.warnings


def test_a_name_of_two_roles_is_told_of_the_one_that_gives_it(reviews: Reviews) -> None:
    """An alias that is another role's name makes questions ambiguous."""
    text = f"\n---\n# X\n{paid('Senior: LKR 90,000 a month')}"
    made = reviews(
        nurse__md=f"---\n{FRONT}\naliases: [welders, sister]{text}",
        welder__md=f"---\n{FRONT.replace('Nurse', 'Welder')}{text}",
    )
    (only,) = made["nurse"].warnings
    assert "'welders'" in only.message
    assert "'Welder'" in only.message
    assert made["welder"].findings == ()


def test_documents_that_disagree_are_noted(reviews: Reviews) -> None:
    """The same level of the same role with another range is a note on both; another year is not."""
    bodies = {
        "one__md": (FRONT, "LKR 90,000 a month"),
        "two__md": (FRONT, "LKR 95,000 a month"),
        "old__md": (FRONT.replace("2026-03", "2025-03"), "LKR 70,000 a month"),
    }
    made = reviews(
        **{
            name: f"---\n{front}\n---\n# Nurse\n{paid(f'Senior: {sum_}')}"
            for name, (front, sum_) in bodies.items()
        }
    )
    (only,) = made["one"].findings
    assert only.message.startswith("senior pay Sri Lanka LKR a month: 90,000, but 95,000 in two;")
    assert [each.kind for each in made["two"].notes] == ["differs"]
    assert made["old"].findings == ()


def test_a_web_page_is_reviewed_by_its_own_markup(reviews: Reviews) -> None:
    """Headings and dates of a page are known without front matter."""
    page = (
        "<html><head><title>Plumber</title>"
        '<meta property="article:modified_time" content="2026-01-05"></head><body><main>'
        "<h1>Plumber</h1><h2>Pay in India</h2><p>Plumbers earn INR 50,000 a month.</p>"
        "<h2>Tools</h2><h2>Duties</h2><p>Fix pipes.</p></main></body></html>"
    )
    review = reviews(plumber__html=page)["plumber"]
    assert [each.kind for each in review.warnings] == ["heading_without_text"]
    assert found(review, "heading_without_text")[0].heading == ("Tools",)
