"""docs/workflow.md is drawn from the rules, and is as new as they are."""

from django.utils.translation import override

from tests.conftest import ROOT, run


def test_the_workflow_is_drawn_as_the_rules_are_now() -> None:
    drawn = run("draw_workflow")
    assert (ROOT / "docs" / "workflow.md").read_text(encoding="utf-8") == drawn, (
        "docs/workflow.md is stale: manage.py draw_workflow > docs/workflow.md"
    )


def test_it_shows_each_kinds_states_arrows_and_people() -> None:
    drawn = run("draw_workflow")
    kommun, region, rss = drawn.split("\n## ")[1:]
    assert "    submitted: Inlämnad\n" in kommun
    assert "    in_review --> approved: approve\n" in kommun
    assert "| Granskas | approve | Godkänd av RSS | its RSS's coordinator |  |\n" in kommun
    assert "| Inte påbörjad | decline | Avstår | respondent or signer | required |\n" in kommun
    assert "| Inlämnad | take_back | Behöver kompletteras | signer |  |\n" in region
    assert "| Inlämnad | accept | Mottagen | national officer |  |\n" in region
    assert "| Påbörjad | submit | Inlämnad | coordinator |  |" in rss
    assert "approve" not in region + rss


def test_the_drawing_is_the_same_for_who_reads_english() -> None:
    swedish = run("draw_workflow")
    with override("en"):
        assert run("draw_workflow") == swedish
