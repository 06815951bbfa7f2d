/** The topics of the system, Flink sources and sinks over them, and a broker to embed. */
package io.loopai.kafka;
