"""The pages of somebody who answers for an organisation."""
