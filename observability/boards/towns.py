"""The region at a glance, and one town of it."""

from observability.panels import Board, Panel, facts

TOWN = ("tenant", "Kommune", "label_values(events_published_total, tenant)")

REGION = Board(
    "buergerbuero-region",
    "Bürgerbüro: Region",
    (
        Panel(
            "Was schiefgeht",
            "percentunit",
            "Anteil, der in der letzten Stunde gegen ein Ziel lief; gut ist nahe null.",
            "slo:bad_ratio:rate1h >= 0",
            "{{slo}}",
        ),
        Panel("Budget", "percentunit", "Anteil, der nach jedem Ziel schiefgehen darf.", "slo:budget", "{{slo}}"),
        Panel(
            "Anfragen",
            "reqps",
            "Anfragen je Dienst.",
            "sum by (service) (rate(http_requests_total[5m]))",
            "{{service}}",
        ),
        Panel(
            "Fehler",
            "percentunit",
            "Anteil der Anfragen mit einem Fehler von uns; gut ist null.",
            '(sum by (service) (rate(http_requests_total{status=~"5.."}[5m])) or 0 * sum by (service) '
            "(rate(http_requests_total[5m]))) / sum by (service) (rate(http_requests_total[5m]))",
            "{{service}}",
        ),
        Panel(
            "Termine je Stunde",
            "short",
            "Bestätigte Termine je Kommune.",
            'sum by (tenant) (increase(events_published_total{event="booking.appointment.confirmed"}[1h]))',
            "{{tenant}}",
        ),
        Panel(
            "Ältestes wartendes Ereignis",
            "s",
            "Alter im Postausgang; gut ist unter einer Sekunde.",
            "max by (service) (outbox_oldest_age_seconds)",
            "{{service}}",
        ),
        Panel(
            "Synthetische Bürgerin",
            "bool_yes_no",
            "Ob sie von außen eine Zeit findet, hält und zurückgibt; gut ist überall ja.",
            "min by (tenant) (probe_journey_success)",
            "{{tenant}}",
        ),
    ),
)
TENANT = Board(
    "buergerbuero-tenant",
    "Bürgerbüro: Kommune",
    (
        facts(
            "Termine", "booking.appointment.+", tenant="$tenant", description="Bestätigt, verlegt, abgesagt, versäumt."
        ),
        facts("Gespräche", "video.consultation.+", tenant="$tenant", description="Begonnen, beendet, versäumt."),
        facts("Identität", "identity.check.+", tenant="$tenant", description="Geprüft und abgelehnt."),
        facts("Vorgänge", "fulfilment.case.+", tenant="$tenant", description="Vom Öffnen bis zum Abschluss."),
        Panel(
            "Eingenommen je Stunde",
            "currencyEUR",
            "Gezahlte Beträge.",
            'sum by (tenant) (increase(event_amount_cents_total{event="billing.payment.captured",tenant=~"$tenant"}[1h])) / 100',
            "{{tenant}}",
        ),
        Panel(
            "E-Mails",
            "short",
            "Verschickte E-Mails je Stunde.",
            'sum by (service) (increase(mails_sent_total{tenant=~"$tenant",outcome="sent"}[1h]))',
            "{{service}}",
        ),
        Panel(
            "Anfragen",
            "reqps",
            "Anfragen an die Seiten der Kommune.",
            'sum by (service) (rate(http_requests_total{tenant=~"$tenant"}[5m]))',
            "{{service}}",
        ),
    ),
    (TOWN,),
)
