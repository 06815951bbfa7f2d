/** Who may say what runs: Ed25519 signatures of deployments. */
package io.loopai.signature;
