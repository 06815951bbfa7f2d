package io.loopai.task;

/** Where a version stands on its way from first run to retirement. */
public enum Stage {
    /** Runs beside the active version; its answers are recorded and given to nobody. */
    SHADOW,
    /** The challenger: answers a share of the requests. */
    CANARY,
    /** The champion: answers every request that no canary takes. */
    ACTIVE,
    /** Was active once; stored, not running. */
    RETIRED,
    /** Was withdrawn because it did worse; stored, not running. */
    ROLLED_BACK,
    /** Was stopped for good because it failed too often; stored, not running. */
    QUARANTINED;

    /** Whether a version of this stage is run. */
    public boolean isLive() {
        return this == SHADOW || this == CANARY || this == ACTIVE;
    }
}
