package routes.step;

/** A schema, ready to judge bodies. Thread-safe. */
interface Shape {

    /** The most violations that are told of one body. */
    int MOST_TOLD = 20;

    /** Does nothing where the body fits. */
    void judge(Cargo cargo) throws Unfit;
}
