package io.loopai.service.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * The service's database: a file of H2 in the data folder.
 *
 * <pre>{@code
 * try (Database database = Database.open(Path.of("data/service"))) {
 *     database.inTransaction(handle -> TaskTable.find(handle, "spam"));
 * }
 * }</pre>
 */
public final class Database implements AutoCloseable {

    private static final String MIGRATIONS = "classpath:io/loopai/service/migrations";
    private static final int CONNECTIONS = 8;

    /** As PostgreSQL reads and sorts; a commit is on its way to the disk before it returns. */
    private static final String SETTINGS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                    + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;WRITE_DELAY=0;LOCK_TIMEOUT=10000";

    private final JdbcConnectionPool pool;
    private final Jdbi jdbi;

    private Database(JdbcConnectionPool pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        // Or its messages would quote what was to be stored, and get into logs.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    /**
     * Opens the database in a folder, and brings its tables up to date.
     *
     * @param folder created if missing
     * @throws DatabaseException when it cannot be opened, or somebody else has it open
     */
    public static Database open(Path folder) {
        Path file = folder.toAbsolutePath().resolve("loopai");
        try {
            Files.createDirectories(folder);
            // 'retry': or a thread that is interrupted closes the file for all.
            JdbcConnectionPool pool =
                    JdbcConnectionPool.create("jdbc:h2:retry:" + file + SETTINGS, "loopai", "");
            pool.setMaxConnections(CONNECTIONS);
            pool.getConnection().close();
            Flyway.configure().dataSource(pool).locations(MIGRATIONS).load().migrate();
            return new Database(pool);
        } catch (SQLException e) {
            throw new DatabaseException(
                    file
                            + ".mv.db: cannot be opened: "
                            + (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                                    ? "another process has it open; stop the other 'loopai up' on"
                                            + " this data folder"
                                    : e.getMessage() + "; check its owner and its permissions"),
                    e);
        } catch (IOException | FlywayException e) {
            throw new DatabaseException(file + ".mv.db: cannot be prepared: " + e.getMessage(), e);
        }
    }

    /** Runs all of the action or nothing of it. */
    public <T> T inTransaction(Function<Handle, T> action) {
        return jdbi.inTransaction(action::apply);
    }

    /**
     * The SQLSTATE of a failure that lies in the values that were to be stored, so that they will
     * never be: too long, out of range, against a constraint. Empty for any other failure, such as a
     * database that does not answer.
     */
    public static Optional<String> refusal(Throwable failure) {
        return sqlState(failure).filter(state -> state.startsWith("22") || state.startsWith("23"));
    }

    /** What can be told of a failure: unlike its message, this quotes no value. */
    public static String describe(Throwable failure) {
        return failure.getClass().getSimpleName()
                + sqlState(failure).map(state -> ", SQLSTATE " + state).orElse("");
    }

    private static Optional<String> sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException e) {
            throw new DatabaseException(
                    "the database cannot be closed in order: " + e.getMessage(), e);
        } finally {
            pool.dispose();
        }
    }
}
