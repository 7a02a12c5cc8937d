"""Counts that an RSS has entered itself."""

from questionnaires.models import DirectCounts, FrameMember


def direct_counts_of(rss: FrameMember, key: str) -> DirectCounts | None:
    """The counts that the RSS has entered for a questionnaire, with who did; None where it adds submissions up."""
    return DirectCounts.objects.filter(rss=rss, key=key).select_related("by").first()
