/**
 * The HTTP API of the control plane. The contract is {@code openapi.yaml}; every request is checked
 * against it before anything else looks at it.
 */
package io.loopai.service.api;
