"""Which careers a table has, in which order, by which figures, and what it does not know."""

from decimal import Decimal

from bot.ranked.models import Relation
from tests.bot.ranked.builders import SRI_LANKA, STATES, SmallBase, dollars, fact, rupees


def paid() -> SmallBase:
    """Three careers with a median in the United States, one of them with education."""
    return (
        SmallBase()
        .add("Nurse", dollars(93_600), fact("education", "Bachelor's degree"))
        .add("Plumber", dollars(62_970), fact("education", "High school diploma or equivalent"))
        .add("Pilot", dollars(198_100), fact("growth", "4 percent", 4))
    )


def test_order_is_by_the_figure() -> None:
    """The highest comes first, or the lowest where that is asked for."""
    assert paid().names("highest paying jobs", STATES) == ["Pilot", "Nurse", "Plumber"]
    assert paid().names("lowest paying jobs", STATES) == ["Plumber", "Nurse", "Pilot"]


def test_market_named_is_never_left() -> None:
    """Where the market asked for has no figures there is no table, whatever others have."""
    table = paid().table("highest paying jobs in Japan")
    assert (table.rows, table.known, table.market) == ((), 0, "Japan")


def test_market_with_most_facts_is_taken_where_the_default_has_too_few() -> None:
    """The default market is taken if enough is stated for it, else the one that has most."""
    base = paid().add("Clerk", rupees(40_000, 50_000))
    assert base.table("highest paying jobs").market == STATES
    for name in ("Driver", "Guard", "Cook", "Typist"):
        base.add(name, rupees(30_000, 60_000))
    table = base.table("highest paying jobs")
    assert (table.market, table.defaulted) == (SRI_LANKA, True)
    assert {row.figures[0].stated.market for row in table.rows} == {SRI_LANKA}


def test_currencies_are_never_mixed() -> None:
    """Dollars and rupees of one market are not in one ranking: the one that most have is."""
    base = SmallBase().add("Nurse", rupees(50_000, 60_000)).add("Pilot", rupees(70_000, 90_000))
    base.add("Coder", rupees(3_000, 12_000, currency="USD"))
    assert base.names("highest paying jobs in Sri Lanka") == ["Pilot", "Nurse"]


def test_parts_and_tenths_are_not_ranked() -> None:
    """A part's figure, what the best paid tenth earns and what freelancers earn rank nobody."""
    base = SmallBase().add("Nurse", dollars(93_600)).add("Clerk", dollars(40_000))
    base.add("Pilot", dollars(226_600, titles=("Airline pilots",)))
    base.add("Actor", dollars(900_000, basis="p90"))
    base.add("Coder", dollars(800_000, engagement="freelance"))
    table = base.table("highest paying jobs in the US")
    assert [row.role for row in table.rows] == ["nurse", "clerk"]
    assert table.in_parts == 1


def test_months_and_years_compare_hours_do_not() -> None:
    """Twelve months' pay stands beside a year's; pay by the hour is another table."""
    base = SmallBase().add("Monthly", rupees(60_000, 70_000))
    base.add("Yearly", rupees(600_000, 800_000, period="year"))
    base.add("Hourly", rupees(900, 1_000, period="hour"))
    assert base.names("highest paying jobs in Sri Lanka") == ["Monthly", "Yearly"]
    assert base.table("highest paying jobs in Sri Lanka").basis.periods == 2  # type: ignore[union-attr]
    hourly = base.names("jobs that pay at least Rs. 800 an hour in Sri Lanka")
    assert hourly == ["Hourly"]


def test_ranges_rank_by_the_lower_end() -> None:
    """A wide range is not put first for its upper end."""
    base = SmallBase().add("Wide", rupees(50_000, 900_000)).add("Narrow", rupees(80_000, 90_000))
    assert base.names("highest paying jobs in Sri Lanka") == ["Narrow", "Wide"]


def test_all_rows_are_of_one_source_where_it_has_nearly_all() -> None:
    """What one source states of all is taken from it alone; of equals the newest source."""
    base = SmallBase()
    for name, older, newer in (("Nurse", 93, 97), ("Pilot", 198, 210)):
        base.add(name, dollars(older * 1000), source="wages2024")
        base.documents.update(
            SmallBase().add(name, dollars(newer * 1000), source="w2025").documents
        )
    table = base.table("highest paying jobs in the US")
    assert [row.figures[0].low for row in table.rows] == [210_000, 97_000]
    assert table.basis is not None
    assert table.basis.sources == 1


def test_level_asked_for_is_kept() -> None:
    """Entry pay is ranked by entry figures alone; a market without them has no table."""
    base = SmallBase().add("Coder", rupees(75_000, 140_000, level="entry"), dollars(100_000))
    base.add("Tester", rupees(60_000, 90_000, level="entry"), rupees(200_000, 1, level="senior"))
    assert base.names("which jobs pay most in Sri Lanka at entry level") == ["Coder", "Tester"]
    assert base.table("best paid entry level jobs in the US").rows == ()


def test_who_states_nothing_is_not_taken_to_fit() -> None:
    """A career whose documents are silent on a condition is no row, and is not counted as known."""
    table = paid().table("jobs without a degree", STATES)
    assert [row.role for row in table.rows] == ["plumber"]
    assert (table.known, table.total) == (2, 3)


def test_sources_that_disagree_leave_a_career_out() -> None:
    """Where one source says low and another medium, the career is named as left out."""
    base = SmallBase().add("Tester", fact("ai_risk", "low"), fact("ai_risk", "medium"))
    base.add("Nurse", fact("ai_risk", "low, for now"))
    table = base.table("jobs with low AI risk")
    assert [row.role for row in table.rows] == ["nurse"]
    assert table.disagreeing == ("tester",)


def test_bounds_are_as_they_were_asked() -> None:
    """Under 45 hours is less than 45, 45 or less is not; a range must lie below as a whole."""
    base = SmallBase().add("Coder", fact("hours", "45 hours a week", 45))
    base.add("Nurse", fact("hours", "36 hours a week", 36))
    assert base.names("jobs under 45 hours a week") == ["Nurse"]
    assert base.names("jobs with 45 hours a week or less") == ["Nurse", "Coder"]
    assert not Relation.UNDER.holds(Decimal(40), Decimal(50), Decimal(45))


def test_no_row_tells_how_far_each_condition_goes() -> None:
    """Where nobody meets all, each condition is counted alone, where most state it."""
    base = paid().add("Coder", fact("hours", "45 hours a week", 45, SRI_LANKA))
    table = base.table("jobs under 45 hours a week without a degree")
    counted = {part.condition.kind: (part.market, part.met, part.known) for part in table.coverage}
    assert counted == {"education": (STATES, 1, 2), "hours": (SRI_LANKA, 0, 1)}


def test_sum_without_a_currency_is_of_the_market() -> None:
    """ "Over 100k" is meant in the market's currency, by the period that its figures are by."""
    assert paid().names("jobs that pay over 100k in the US") == ["Pilot"]
    base = SmallBase().add("Coder", rupees(150_000, 320_000)).add("Clerk", rupees(40_000, 50_000))
    assert base.names("jobs that pay over 100k in Sri Lanka") == ["Coder"]


def test_sum_that_may_be_more_is_never_under() -> None:
    """ "$239,200+" meets no upper bound, and stands before the same sum without a plus."""
    base = paid().add("Doctor", dollars(239_200, open_ended=True)).add("Judge", dollars(239_200))
    assert base.names("highest paying jobs", STATES)[:2] == ["Doctor", "Judge"]
    assert "Doctor" not in base.names("jobs that pay less than $300,000 in the US")


def test_named_careers_are_all_shown() -> None:
    """Careers asked about by name are ranked among themselves, and who has no figure is named."""
    base = SmallBase().add("Pharmacist", dollars(140_910)).add("Plumber", dollars(62_970))
    base.add("Cashier", fact("growth", "2 percent", 2))
    table = base.table("which of plumber, pharmacist and cashier pays most")
    assert [row.role for row in table.rows] == ["pharmacist", "plumber"]
    assert table.silent == ("cashier",)


def test_compared_with_one_career() -> None:
    """More, less and about as much as one career are told by its figure on the same basis."""
    base = paid().add("Pharmacist", dollars(100_000))
    more = base.table("which jobs pay more than a pharmacist")
    assert [row.role for row in more.rows] == ["pilot"]
    assert more.reference is not None
    assert more.reference.low == 100_000
    assert base.names("jobs that pay less than a pharmacist") == ["Plumber", "Nurse"]
    assert base.names("jobs with similar pay to a pharmacist") == ["Nurse"]


def test_without_an_order_the_best_paid_come_first() -> None:
    """A filter alone shows all that fit, those without a figure of pay last."""
    base = SmallBase()
    for number in range(1, 6):
        base.add(f"Job {number}", dollars(number * 10_000), fact("training", "None"))
    base.add("Unpaid", fact("training", "None"))
    table = base.table("top 10 jobs with no training", STATES)
    assert [row.role for row in table.rows][:2] == ["job-5", "job-4"]
    filtered = base.table("which jobs need no training", STATES)
    assert filtered.matching == 6


def test_ties_are_counted() -> None:
    """How many share the last row's figure is told, and whether all have the same."""
    base = SmallBase()
    for number in range(7):
        base.add(f"Job {number}", fact("demand", "high"))
    table = base.table("most in demand jobs")
    assert (len(table.rows), table.tied, table.level) == (5, 2, True)


def test_field_is_told_by_the_source_or_the_name() -> None:
    """A career is in a field by its source's address, else by words of its name."""
    base = SmallBase()
    for name, amount in (("Nurse", 93_600), ("Dentist", 179_210)):
        base.add(name, dollars(amount), address="https://x.example/ooh/healthcare/n.htm")
    base.add("Web developer", dollars(95_000)).add("Plumber", dollars(62_970))
    base.add("IT manager", dollars(171_200)).add("Recruiter of it all", dollars(50_000))
    assert base.names("best paid healthcare jobs", STATES) == ["Dentist", "Nurse"]
    assert base.names("best paid IT jobs", STATES) == ["IT manager", "Web developer"]
    assert base.names("best paid jobs outside healthcare", STATES)[-1] == "Recruiter of it all"


def test_openings_stand_for_a_demand_nobody_states() -> None:
    """In a market where no document states demand, openings are ranked, and that is marked."""
    base = SmallBase().add("Nurse", fact("openings", "189,100", 189_100))
    base.add("Cook", fact("openings", "432,200", 432_200))
    base.add("Coder", fact("demand", "high", market=SRI_LANKA))
    table = base.table("most in demand jobs in the US")
    assert ([row.role for row in table.rows], table.instead) == (["cook", "nurse"], True)


def test_one_career_is_no_ranking() -> None:
    """Where one career alone has such a figure, it is not called the best paid."""
    base = paid().add("Coder", dollars(180_000, market="Global"))
    table = base.table("best paid jobs in the world")
    assert (table.rows, table.alone) == ((), True)


def test_another_market_stands_beside_where_none_is_named() -> None:
    """Its first rows are those of a table of its own; who names a market gets that one alone."""
    base = paid()
    for name in ("Driver", "Guard", "Cook", "Typist", "Clerk"):
        base.add(name, rupees(30_000, 60_000))
    for name, sum_ in (("Judge", 150_000), ("Dentist", 170_000), ("Actuary", 125_000)):
        base.add(name, dollars(sum_))
    table = base.table("highest paying jobs")
    assert table.elsewhere is not None
    assert (table.market, table.elsewhere.market) == (SRI_LANKA, STATES)
    assert [row.role for row in table.elsewhere.rows] == ["pilot", "dentist", "judge"]
    assert base.table("highest paying jobs in Sri Lanka").elsewhere is None
