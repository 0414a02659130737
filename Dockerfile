# What `mvn package` has built, on a Java runtime. Any image with a shell and `java` 17 or later on its path will do.
ARG BASE=eclipse-temurin:17-jre
FROM ${BASE}

# The layers from the one that changes least to the one that changes with every build.
COPY target/quarkus-app/lib/ /opt/hub/lib/
COPY target/quarkus-app/quarkus/ /opt/hub/quarkus/
COPY target/quarkus-app/app/ /opt/hub/app/
COPY target/quarkus-app/quarkus-run.jar /opt/hub/
COPY bin/ /opt/hub/bin/
# What is in it, and under which licences.
COPY LICENSE NOTICE target/bom.json /opt/hub/
COPY target/third-party/ /opt/hub/third-party/

# The classes of a first start, laid out as this very Java wants them: every later start takes them from there.
RUN /opt/hub/bin/class-archive

# JAVA_OPTS, which a deployment may set, override the JVM's options that bin/caravanserai gives.
ENV HUB_HOME=/etc/hub \
    QUARKUS_HTTP_HOST=0.0.0.0 \
    QUARKUS_MANAGEMENT_HOST=0.0.0.0

# By number, so that runAsNonRoot can be checked.
USER 10001:10001
WORKDIR /opt/hub
EXPOSE 8080 9000
ENTRYPOINT ["/opt/hub/bin/caravanserai"]
