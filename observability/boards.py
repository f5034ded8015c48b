"""The dashboards: what the region, a town, a service, the messages, the calls, the money and the cases look like."""

from observability.panels import Board, Panel

TOWN = ("tenant", "Kommune", "label_values(events_published_total, tenant)")
SERVICE = ("service", "Dienst", "label_values(http_requests_total, service)")


def facts(title: str, *events: str, tenant: str = ".*", description: str) -> Panel:
    """Return a panel that counts facts an hour, for each event and town."""
    chosen = f'events_published_total{{event=~"{"|".join(events)}",tenant=~"{tenant}"}}'
    return Panel(title, "short", description, f"sum by (event) (increase({chosen}[1h]))", "{{event}}")


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
            'sum by (service) (increase(mails_sent_total{tenant=~"$tenant"}[1h]))',
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
SERVICE_BOARD = Board(
    "buergerbuero-service",
    "Bürgerbüro: Dienst",
    (
        Panel(
            "Anfragen je Seite",
            "reqps",
            "Die zehn häufigsten.",
            'topk(10, sum by (route) (rate(http_requests_total{service=~"$service"}[5m])))',
            "{{route}}",
        ),
        Panel(
            "Antworten nach Status",
            "reqps",
            "5xx sind Fehler von uns.",
            'sum by (status) (rate(http_requests_total{service=~"$service"}[5m]))',
            "{{status}}",
        ),
        Panel(
            "Dauer, 95 %",
            "s",
            "Langsamste fünf von hundert Anfragen; gut ist unter einer Sekunde.",
            'histogram_quantile(0.95, sum by (le, service) (rate(http_request_duration_seconds_bucket{service=~"$service"}[5m])))',
            "{{service}}",
        ),
        Panel(
            "Ereignisse je Handler",
            "ops",
            "Nach Ausgang; alles außer `handled` und `duplicate` ist einen Blick wert.",
            'sum by (event, outcome) (rate(events_handled_total{service=~"$service"}[5m]))',
            "{{event}} {{outcome}}",
        ),
        Panel(
            "Dauer je Handler, 95 %",
            "s",
            "Langsamste fünf von hundert Ereignissen; gut ist unter einer Sekunde.",
            'histogram_quantile(0.95, sum by (le, event) (rate(event_handling_seconds_bucket{service=~"$service"}[15m])))',
            "{{event}}",
        ),
        Panel(
            "Fällige Arbeit",
            "short",
            "Erledigt und gescheitert je Stunde.",
            'sum by (kind, outcome) (increase(due_work_done_total{service=~"$service"}[1h]))',
            "{{kind}} {{outcome}}",
        ),
        Panel(
            "Verspätung fälliger Arbeit, 95 %",
            "s",
            "Zeit zwischen Fälligkeit und Beginn; gut ist unter zwei Sekunden.",
            'histogram_quantile(0.95, sum by (le, kind) (rate(due_work_lateness_seconds_bucket{service=~"$service"}[15m])))',
            "{{kind}}",
        ),
        Panel(
            "Speicher", "bytes", "Belegt je Prozess.", 'process_resident_memory_bytes{job=~"($service)-.+"}', "{{job}}"
        ),
    ),
    (SERVICE,),
)
MESSAGING = Board(
    "buergerbuero-messaging",
    "Bürgerbüro: Nachrichten",
    (
        Panel(
            "Ältestes wartendes Ereignis",
            "s",
            "Alter im Postausgang; gut ist unter einer Sekunde.",
            "max by (service) (outbox_oldest_age_seconds)",
            "{{service}}",
        ),
        Panel(
            "Veröffentlicht",
            "ops",
            "Ereignisse, die der Broker bestätigt hat.",
            "sum by (service) (rate(outbox_published_total[5m]))",
            "{{service}}",
        ),
        Panel(
            "Behandelt",
            "ops",
            "Nach Ausgang; `dead` ist ein verlorener Vorgang.",
            "sum by (service, outcome) (rate(events_handled_total[5m]))",
            "{{service}} {{outcome}}",
        ),
        Panel(
            "Bis zur Wirkung, 99 %",
            "s",
            "Vom Festhalten bis zur Wirkung im anderen Dienst; gut ist unter einer Sekunde.",
            "histogram_quantile(0.99, sum by (le, service) (rate(event_delay_seconds_bucket[15m])))",
            "{{service}}",
        ),
        Panel(
            "Wartend je Queue",
            "short",
            "Nachrichten, die auf einen Arbeiter warten.",
            'sum by (queue) (rabbitmq_detailed_queue_messages_ready{queue!~".+[.]dead"})',
            "{{queue}}",
        ),
        Panel(
            "Unzustellbar",
            "short",
            "Nachrichten, die niemand behandeln konnte; gut ist null.",
            'sum by (queue) (rabbitmq_detailed_queue_messages_ready{queue=~".+[.]dead"})',
            "{{queue}}",
        ),
        Panel(
            "Relais", "short", "Je Dienst veröffentlicht genau eines.", "sum by (service) (relay_active)", "{{service}}"
        ),
    ),
)


def quality(title: str, unit: str, metric: str, share: float, good: str) -> Panel:
    """Return a panel of one measure of calls, as the given share of them has it or better, for each side."""
    per_side = f"sum by (le, side) (rate({metric}_bucket[15m]))"
    return Panel(f"{title}, {share:.0%}", unit, good, f"histogram_quantile({share}, {per_side})", "{{side}}")


VIDEO = Board(
    "buergerbuero-video",
    "Bürgerbüro: Video",
    (
        quality(
            "Bis zum ersten Bild", "s", "call_first_frame_seconds", 0.95, "Vom Aufruf an; gut ist unter drei Sekunden."
        ),
        quality("Laufzeit", "s", "call_round_trip_seconds", 0.95, "Hin und zurück; gut ist unter 0,2 Sekunden."),
        quality("Verlorene Pakete", "percentunit", "call_packet_loss_ratio", 0.95, "Ab drei von hundert hört man es."),
        Panel(
            "Standbilder",
            "short",
            "Je Stunde und Seite; gut ist null.",
            "sum by (side) (increase(call_freezes_total[1h]))",
            "{{side}}",
        ),
        Panel(
            "Gesprächsminuten je Stunde",
            "m",
            "Unmittelbar oder über das Relais; viel Relais kostet Leitung.",
            "sum by (path) (increase(call_minutes_total[1h]))",
            "{{path}}",
        ),
        Panel(
            "Verbindungen",
            "short",
            "Was aus ihnen wurde, je Stunde; `failed` hat niemand gesehen.",
            "sum by (outcome) (increase(call_connections_total[1h]))",
            "{{outcome}}",
        ),
        Panel(
            "Offene Leitungen",
            "short",
            "Gespräche und Warteräume; die Grenze ist video.web.threads je Pod.",
            "sum(call_lines_open)",
        ),
        facts("Gespräche", "video.+", description="Ankünfte, begonnene, beendete, versäumte Gespräche je Stunde."),
        Panel(
            "Beitritt",
            "reqps",
            "Schritte in das Gespräch nach Status.",
            'sum by (status) (rate(http_requests_total{service="video",route=~"/gespraech/.*"}[5m]))',
            "{{status}}",
        ),
        Panel(
            "Arbeitsplatz",
            "reqps",
            "Anfragen der Sachbearbeitung nach Status.",
            'sum by (status) (rate(http_requests_total{service="video",route=~"/arbeitsplatz.*"}[5m]))',
            "{{status}}",
        ),
        Panel(
            "Verbindungen",
            "short",
            "Verbunden, repariert (restart, renew), gescheitert, ans Telefon verwiesen, je Viertelstunde.",
            "sum by (outcome) (increase(call_connections_total[15m]))",
            "{{outcome}}",
        ),
        Panel(
            "Bis zum ersten Bild",
            "s",
            "Neunzehn von zwanzig sehen die andere Seite schneller; gut ist unter 3 s.",
            "histogram_quantile(0.95, sum by (le, side) (rate(call_first_frame_seconds_bucket[15m])))",
            "{{side}}",
        ),
        Panel(
            "Laufzeit hin und zurück",
            "s",
            "Neunzehn von zwanzig Minuten sind besser; über 0,3 s fällt man sich ins Wort.",
            "histogram_quantile(0.95, sum by (le, side) (rate(call_round_trip_seconds_bucket[15m])))",
            "{{side}}",
        ),
        Panel(
            "Verlorene Pakete",
            "percentunit",
            "Neunzehn von zwanzig Minuten sind besser; ab 3 % hört man es.",
            "histogram_quantile(0.95, sum by (le, side) (rate(call_packet_loss_ratio_bucket[15m])))",
            "{{side}}",
        ),
        Panel(
            "Bilder je Sekunde",
            "short",
            "Die Hälfte der Minuten hat mehr; gut ist über 15.",
            "histogram_quantile(0.5, sum by (le, side) (rate(call_frames_per_second_bucket[15m])))",
            "{{side}}",
        ),
        Panel(
            "Weg der Gespräche",
            "short",
            "Minuten je Stunde über das Relay oder direkt.",
            "sum by (path) (increase(call_minutes_total[1h]))",
            "{{path}}",
        ),
        Panel(
            "Leitungen",
            "short",
            "Offene Leitungen je Prozess; abgewiesene heißen: mehr Repliken.",
            "max by (pod) (call_lines_open) or sum(increase(call_lines_refused_total[15m]))",
            "{{pod}}",
        ),
    ),
)
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
BOARDS = (REGION, TENANT, SERVICE_BOARD, MESSAGING, VIDEO, MONEY, CASES)
