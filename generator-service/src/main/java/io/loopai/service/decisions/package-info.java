/**
 * What runs for every task, and why: decided in the database, told to the control topic and to the
 * data folder.
 *
 * <p>To follow one decision: {@link io.loopai.service.decisions.Deployments} locks the task and asks
 * {@link io.loopai.store.Decision} for the next state, {@code Ledger} writes it together with what is
 * to be told, and a {@code Publisher} for each {@code Projection} tells it. {@code FolderImport} takes
 * over what was decided in the data folder meanwhile.
 */
package io.loopai.service.decisions;
