package peers;

import org.apache.kafka.connect.mirror.DefaultReplicationPolicy;

/** Mirrors to a topic of a given name, since source and target are one cluster here. */
public final class Renamed extends DefaultReplicationPolicy {

    @Override
    public String formatRemoteTopic(String source, String topic) {
        return topic.equals(System.getProperty("source"))
                ? System.getProperty("target")
                : super.formatRemoteTopic(source, topic);
    }
}
