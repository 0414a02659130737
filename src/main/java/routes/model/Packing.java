package routes.model;

/** Whether an event that a service cannot carry as it is may be sent in a notation of the hub. */
public enum Packing {
    WHEN_NEEDED("whenNeeded"),
    NEVER("never");

    private final String written;

    Packing(String written) {
        this.written = written;
    }

    @Override
    public String toString() {
        return written;
    }
}
