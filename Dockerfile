# What `mvn package` has built, on a Java runtime. Any image with `java` 17 or later on its path will do.
ARG BASE=eclipse-temurin:17-jre
FROM ${BASE}

# The layers from the one that changes least to the one that changes with every build.
COPY target/quarkus-app/lib/ /opt/hub/lib/
COPY target/quarkus-app/quarkus/ /opt/hub/quarkus/
COPY target/quarkus-app/app/ /opt/hub/app/
COPY target/quarkus-app/quarkus-run.jar /opt/hub/

# The classes of a first start, laid out as this very Java wants them: every later start takes them from there. A Java that
# cannot do so starts without.
RUN mkdir /tmp/first && echo 'connections: {}' >/tmp/first/hub.yaml \
    && HUB_HOME=/tmp/first timeout -k 5 15 java -Djava.io.tmpdir=/tmp/first \
         -XX:ArchiveClassesAtExit=/opt/hub/hub.jsa -jar /opt/hub/quarkus-run.jar; \
    rm -r /tmp/first

# JAVA_TOOL_OPTIONS and not the entry point, so that a deployment can replace them. Without memory left the hub ends
# and starts anew: what it had not acknowledged comes again.
ENV HUB_HOME=/etc/hub \
    QUARKUS_HTTP_HOST=0.0.0.0 \
    QUARKUS_MANAGEMENT_HOST=0.0.0.0 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"

# By number, so that runAsNonRoot can be checked.
USER 10001:10001
WORKDIR /opt/hub
EXPOSE 8080 9000
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/opt/hub/hub.jsa", "-jar", "/opt/hub/quarkus-run.jar"]
