/** What is told of a system as a whole: numbers over many records, and nothing of any of them. */
package io.loopai.service.telemetry;
