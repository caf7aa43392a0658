"""Part A of the rules: units, beginning, tests before anything began, lapsing."""

from __future__ import annotations

from tests.flow.rules.club import club, people

EACH = """\
stages:
  ask: {title: Ask, items: door}
  show: {title: Show, items: card}
items:
  door:
    title: Door
    statuses:
      shut: {caption: Shut, officer opens: open}
      open: {caption: Open, is: good, officer shuts: shut}
  card:
    title: Card
    for each: members
    statuses:
      asked: {caption: Asked, waits for: officer, officer sees: seen, officer loses: lost}
      lost:  {caption: Lost, officer sees: seen}
      seen:  {caption: Seen, is: good}
case: {ends: {completed: Completed}}
"""


def test_rule_1_one_instance_for_each_unit() -> None:
    case = club(EACH, people("Anna", "Juris"))
    case.do("door", "officer opens")
    assert case["card", "people.0"] == "asked"
    assert case["card", "people.1"] == "asked"


def test_rule_1_a_value_of_several_is_a_unit() -> None:
    flow = EACH.replace("for each: members", "for each: {kinds: a or b}")
    case = club(flow, {"kinds": ("a", "c"), "people": ()})
    case.do("door", "officer opens")
    assert case["card", "a"] == "asked"
    assert case["card", "c"] == ""


def test_rule_1_a_condition_leaves_units_out() -> None:
    flow = EACH.replace("for each: members", "for each: members\n    when: {full_name: not Anna}")
    case = club(flow, people("Anna", "Juris"))
    case.do("door", "officer opens")
    assert (case["card", "people.0"], case["card", "people.1"]) == ("", "asked")


def test_rule_2_an_item_begins_when_its_stage_is_first_reached() -> None:
    case = club(EACH, people("Anna"))
    assert (case["door"], case["card", "people.0"]) == ("shut", "")
    events = case.do("door", "officer opens")
    begun = [event for event in events if event.kind == "followed" and not event.before]
    assert [(event.item, event.of, event.after) for event in begun] == [
        ("card", "people.0", "asked")
    ]


def test_rule_2_one_that_is_added_later_begins_at_once() -> None:
    case = club(EACH, people("Anna"))
    case.do("door", "officer opens")
    case.do("door", "officer shuts")
    case.answers(**people("Anna", "Juris"))
    assert case["card", "people.1"] == "asked"


def test_rule_3_an_item_may_begin_elsewhere() -> None:
    flow = EACH.replace(
        "for each: members",
        "for each: members\n    begins: {seen: {full_name: Anna}, asked: otherwise}",
    )
    case = club(flow, people("Anna", "Juris"))
    case.do("door", "officer opens")
    assert (case["card", "people.0"], case["card", "people.1"]) == ("seen", "asked")


def test_rule_4_before_it_begins_an_item_is_in_none_of_its_statuses() -> None:
    flow = EACH.replace(
        "case: {ends: {completed: Completed}}",
        """\
conditions:
  x: {card: any asked or seen}
  y: {card: all asked or seen}
  z: {card: none seen}
  n: {card: n/a}
case: {ends: {completed: Completed}}
""",
    )
    case = club(flow, people("Anna"))
    meaning, situation = case.world.meaning, case.world.situation(case.picture)
    named = {each.name: each.condition for each in meaning.programme.conditions}
    assert {name: situation.holds(each) for name, each in named.items()} == {
        "x": False,
        "y": False,
        "z": True,
        "n": False,
    }


def test_rule_5_an_item_without_units_does_not_apply() -> None:
    flow = EACH.replace(
        "case: {ends: {completed: Completed}}",
        """\
conditions:
  some: {card: any asked}
  all of none: {card: all asked}
  nobody: {card: none asked}
  absent: {card: n/a}
  or absent: {card: all seen or n/a}
case: {ends: {completed: Completed}}
""",
    )
    case = club(flow, people())
    situation = case.world.situation(case.picture)
    conditions = case.world.meaning.programme.conditions
    assert {each.name: situation.holds(each.condition) for each in conditions} == {
        "some": False,
        "all of none": False,
        "nobody": True,
        "absent": True,
        "or absent": True,
    }


def test_rule_5_a_set_that_is_not_known_leaves_every_test_open() -> None:
    flow = EACH.replace(
        "case: {ends: {completed: Completed}}",
        "conditions:\n  some: {card: any asked}\n  nobody: {card: none asked}\n"
        "case: {ends: {completed: Completed}}\n",
    )
    case = club(flow, {"kinds": ("a",)})
    situation = case.world.situation(case.picture)
    conditions = case.world.meaning.programme.conditions
    assert [situation.holds(each.condition) for each in conditions] == [None, None]


def test_rule_7_units_are_those_of_the_answers_that_were_sent() -> None:
    case = club(EACH, people("Anna"))
    case.do("door", "officer opens")
    assert case["card", "people.1"] == ""
    case.answers(**people("Anna", "Juris"))
    assert case["card", "people.1"] == "asked"


def test_rule_8_an_instance_whose_unit_leaves_lapses_and_begins_anew() -> None:
    case = club(EACH, people("Anna", "Juris"))
    case.do("door", "officer opens")
    case.do("card", "officer loses", "people.1")
    case.answers(**people("Anna"))
    lapsed = [event for event in case.events if event.kind == "lapsed"]
    assert [(event.item, event.of, event.before) for event in lapsed] == [
        ("card", "people.1", "lost")
    ]
    assert case.refusal("card", "officer sees", "people.1") == "no such unit"
    case.answers(**people("Anna", "Juris"))
    assert case["card", "people.1"] == "asked"


def test_rule_8_an_instance_lapses_when_its_condition_ends() -> None:
    flow = EACH.replace("title: Card", "title: Card\n    when: {wants: much}")
    case = club(flow, {"wants": "much", **people("Anna")})
    case.do("door", "officer opens")
    assert case["card", "people.0"] == "asked"
    case.answers(wants="little")
    assert case["card", "people.0"] == ""
