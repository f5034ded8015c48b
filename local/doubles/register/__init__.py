"""A double of the Bundesamt für Justiz: takes requests for certificates, acknowledges, and answers much later."""
