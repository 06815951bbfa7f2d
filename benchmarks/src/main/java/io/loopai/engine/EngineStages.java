package io.loopai.engine;

import io.loopai.decision.Hashing;
import io.loopai.program.Input;
import io.loopai.program.Program;
import io.loopai.sandbox.Budget;
import io.loopai.task.Deployment;
import io.loopai.task.ListedAnswers;
import io.loopai.task.LiveVersion;
import io.loopai.task.TaskSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The steps of {@link Engine#execute} one by one, each over records on which the steps before were
 * done in advance; in this package to reach them.
 */
public final class EngineStages {

    private EngineStages() {}

    /**
     * By name, what does the step for the record of an index and returns what came out.
     *
     * @param deployment one active version
     * @param plain the same program, called without the sandbox
     */
    public static Map<String, IntFunction<Object>> of(
            List<RawRecord> records, Deployment deployment, Program plain) throws Exception {
        TaskSpec task = deployment.spec();
        LiveVersion version = deployment.versions().get(0);
        RequestReader reader = new RequestReader(RequestFormat.JSON);
        ValueCheck inputCheck = new ValueCheck(task.inputSchema());
        ValueCheck outputCheck = new ValueCheck(task.outputSchema());
        LiveProgram program = LiveProgram.compile(version, ListedAnswers.of(task.outputSchema()));
        Budget budget = EngineOptions.of(task.id()).budget();
        LineWriter writer = new LineWriter();
        int seed = Hashing.seed("audit/" + task.id());
        long now = Clock.systemUTC().millis();
        List<ParsedRequest> requests = new ArrayList<>();
        List<Answered> answers = new ArrayList<>();
        for (RawRecord record : records) {
            ParsedRequest request = reader.read(record);
            requests.add(request);
            answers.add(program.run(request.programInput(), budget, outputCheck));
        }
        Engine engine = new Engine(EngineOptions.of(task.id()), 0, Clock.systemUTC(), event -> {});
        engine.apply(deployment);
        Map<String, IntFunction<Object>> stages = new LinkedHashMap<>();
        stages.put("read the request", i -> read(reader, records.get(i)));
        stages.put("check the input", i -> inputCheck.problem(requests.get(i).fields()));
        stages.put(
                "run and check the output",
                i -> program.run(requests.get(i).programInput(), budget, outputCheck));
        stages.put(
                "(the program without sandbox)",
                i -> plain.answer(Input.of(requests.get(i).fields())));
        stages.put("draw for the sample", i -> Hashing.unit(seed, requests.get(i).id()));
        stages.put(
                "write both lines",
                i ->
                        writer.write(
                                requests.get(i),
                                task,
                                answers.get(i),
                                null,
                                0,
                                Engine.Others.NONE,
                                1,
                                now));
        stages.put("Engine.execute, all of it", i -> engine.execute(records.get(i)));
        return stages;
    }

    private static ParsedRequest read(RequestReader reader, RawRecord record) {
        try {
            return reader.read(record);
        } catch (RejectedRecordException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
