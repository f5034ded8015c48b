"""What calls look like: to those who are in them, and to whoever has to find out why one failed."""

from observability.panels import Board, Panel, facts


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
            "Verbindungen",
            "short",
            "Verbunden, repariert (restart, renew), gescheitert, ans Telefon verwiesen, je Viertelstunde.",
            "sum by (outcome) (increase(call_connections_total[15m]))",
            "{{outcome}}",
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
            "Offene Leitungen",
            "short",
            "Gespräche und Warteräume je Prozess; die Grenze ist video.web.threads.",
            "max by (pod) (call_lines_open)",
            "{{pod}}",
        ),
        Panel(
            "Abgewiesene Leitungen",
            "short",
            "Je Viertelstunde; alles über null heißt: mehr Repliken.",
            "sum(increase(call_lines_refused_total[15m]))",
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
    ),
)
