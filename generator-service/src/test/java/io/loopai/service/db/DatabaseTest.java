package io.loopai.service.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir private Path folder;

    @Test
    void shouldNotQuoteWhatWasToBeStored() {
        try (Database database = Database.open(folder)) {
            Throwable refused =
                    catchThrowable(
                            () ->
                                    database.inTransaction(
                                            handle ->
                                                    handle.createUpdate(
                                                                    "insert into labels (task, id,"
                                                                            + " input) values"
                                                                            + " (:task, 'r-1',"
                                                                            + " :input)")
                                                            .bind("task", "spam")
                                                            .bind("input", "my secret")
                                                            .execute()));

            assertThat(refused).hasMessageNotContaining("my secret");
            assertThat(Database.refusal(refused)).hasValue("23502");
        }
    }
}
