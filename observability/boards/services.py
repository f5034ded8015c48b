"""One service from outside and inside, and the messages between all of them."""

from observability.panels import Board, Panel

SERVICE = ("service", "Dienst", "label_values(http_requests_total, service)")

ONE_SERVICE = Board(
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
