"""Keeps taken steps of five minutes for each desk and day, and the time that a desk needs after an appointment.

A trigger keeps the bits, so that no way of changing an appointment can forget them, and a rolled back one leaves none.
"""

from alembic import op

from booking.adapters.tables import desk_day
from chassis.persistence.schema import create_table

revision = "0005"
down_revision = "0004"

BUSY = """
ALTER TABLE appointment ADD COLUMN IF NOT EXISTS busy_until timestamptz;
ALTER TABLE appointment ADD COLUMN IF NOT EXISTS busy tstzrange NOT NULL
    GENERATED ALWAYS AS (tstzrange(begins_at, COALESCE(busy_until, ends_at))) STORED;
ALTER TABLE appointment DROP CONSTRAINT IF EXISTS ck_appointment_busy;
ALTER TABLE appointment ADD CONSTRAINT ck_appointment_busy CHECK (ends_at <= busy_until);
ALTER TABLE appointment DROP CONSTRAINT IF EXISTS ex_appointment_desk;
ALTER TABLE appointment ADD CONSTRAINT ex_appointment_desk EXCLUDE USING gist
    (tenant WITH =, desk WITH =, busy WITH &&) WHERE (state IN ('held', 'confirmed'));
CREATE INDEX IF NOT EXISTS ix_appointment_held ON appointment (tenant, day) WHERE state = 'held';
"""

# Broken steps count whole. The first step is the leftmost bit.
STEPS_OF = """
CREATE FUNCTION steps_of(during tstzrange) RETURNS TABLE (day date, bits bit(288)) LANGUAGE sql IMMUTABLE AS $$
    WITH span AS (
        SELECT floor(extract(epoch FROM lower(during)) / 300)::bigint AS first,
               ceil(extract(epoch FROM upper(during)) / 300)::bigint AS after
    ), days AS (
        SELECT n, greatest(first - n * 288, 0)::int AS begin, least(after - n * 288, 288)::int AS finish
        FROM span, generate_series(first / 288, (after - 1) / 288) AS n
    )
    SELECT date '1970-01-01' + n::int,
           (repeat('1', 288)::bit(288) >> begin) & ~(repeat('1', 288)::bit(288) >> finish) FROM days
$$
"""

# Rows are touched in the order of their keys, so that two moves in opposite directions cannot deadlock.
KEEP = """
CREATE FUNCTION keep_taken_steps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was boolean := TG_OP <> 'INSERT' AND OLD.state = 'confirmed';
    is_now boolean := TG_OP <> 'DELETE' AND NEW.state = 'confirmed';
BEGIN
    IF NOT was AND NOT is_now THEN RETURN NULL; END IF;
    IF was AND is_now AND OLD.desk = NEW.desk AND OLD.busy = NEW.busy THEN RETURN NULL; END IF;
    IF is_now AND NOT was THEN
        INSERT INTO desk_day AS kept (tenant, day, desk, taken)
        SELECT NEW.tenant, day, NEW.desk, bits FROM steps_of(NEW.busy) ORDER BY day
        ON CONFLICT (tenant, day, desk) DO UPDATE SET taken = kept.taken | excluded.taken;
        RETURN NULL;
    END IF;
    IF is_now THEN
        INSERT INTO desk_day (tenant, day, desk, taken)
        SELECT NEW.tenant, day, NEW.desk, repeat('0', 288)::bit(288) FROM steps_of(NEW.busy)
        ORDER BY day ON CONFLICT (tenant, day, desk) DO NOTHING;
    END IF;
    PERFORM 1 FROM desk_day
    WHERE tenant = OLD.tenant
      AND (day, desk) IN (SELECT day, OLD.desk FROM steps_of(OLD.busy)
                          UNION SELECT day, NEW.desk FROM steps_of(NEW.busy) WHERE is_now)
    ORDER BY day, desk FOR UPDATE;
    UPDATE desk_day AS kept SET taken = kept.taken & ~gone.bits
    FROM steps_of(OLD.busy) AS gone
    WHERE kept.tenant = OLD.tenant AND kept.desk = OLD.desk AND kept.day = gone.day;
    IF is_now THEN
        UPDATE desk_day AS kept SET taken = kept.taken | come.bits
        FROM steps_of(NEW.busy) AS come
        WHERE kept.tenant = NEW.tenant AND kept.desk = NEW.desk AND kept.day = come.day;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_taken_steps AFTER INSERT OR DELETE OR UPDATE ON appointment
    FOR EACH ROW EXECUTE FUNCTION keep_taken_steps();
"""

FILL = """
INSERT INTO desk_day (tenant, day, desk, taken)
SELECT tenant, steps.day, desk, bit_or(bits) FROM appointment, LATERAL steps_of(busy) AS steps
WHERE state = 'confirmed' GROUP BY tenant, steps.day, desk
"""


def upgrade() -> None:
    """Add, and fill from the appointments that are there."""
    op.execute(BUSY)
    create_table(desk_day)
    op.execute(STEPS_OF)
    op.execute(KEEP)
    op.execute(FILL)
