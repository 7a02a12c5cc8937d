"""Every write about rounds, questionnaires, responses and aggregates: keyword-only, atomic, leaving an Event."""
