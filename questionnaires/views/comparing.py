"""What the pages that compare those who answered with others have in common."""

from django.conf import settings

from questionnaires.counts.compared import Comparison, Group
from questionnaires.selectors.feedback import Feedback


def comparison(feedback: Feedback) -> Comparison:
    """The RSS, where there is one to show, and the country; small counts hidden as the setting asks, in the RSS."""
    country = Group(feedback.country.name, feedback.country.tally, feedback.country.frame)
    if feedback.rss is None:
        return Comparison(feedback.definition, (country,), own=feedback.own)
    rss = Group(feedback.rss.name, feedback.rss.tally, feedback.rss.frame, settings.SMALLEST_GROUP)
    return Comparison(feedback.definition, (rss, country), own=feedback.own)
