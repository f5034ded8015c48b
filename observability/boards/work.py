"""What the towns do with it: money and cases."""

from observability.panels import Board, Panel, facts

MONEY = Board(
    "buergerbuero-money",
    "Bürgerbüro: Geld",
    (
        facts("Forderungen und Zahlungen", "billing.+", description="Ereignisse der Abrechnung je Stunde."),
        Panel(
            "Beträge je Stunde",
            "currencyEUR",
            "Festgesetzt, beglichen, gezahlt, erstattet.",
            'sum by (event) (increase(event_amount_cents_total{service="billing"}[1h])) / 100',
            "{{event}}",
        ),
        Panel(
            "Bescheide",
            "short",
            "Erstellte und gescheiterte Bescheide je Stunde.",
            'sum by (kind, outcome) (increase(due_work_done_total{service="billing"}[1h]))',
            "{{kind}} {{outcome}}",
        ),
    ),
)
CASES = Board(
    "buergerbuero-cases",
    "Bürgerbüro: Vorgänge",
    (
        facts("Vorgänge", "fulfilment.+", description="Ereignisse der Vorgänge je Stunde."),
        Panel(
            "Schritte",
            "short",
            "Erledigte und gescheiterte Schritte je Stunde.",
            'sum by (kind, outcome) (increase(due_work_done_total{service="fulfilment"}[1h]))',
            "{{kind}} {{outcome}}",
        ),
        facts("Identität", "identity.+", description="Ohne geprüfte Identität wird nichts eingereicht."),
    ),
)
