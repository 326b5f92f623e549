using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using Undertone.Fleet.Stores;
using Undertone.Fleet.Tests.Stores.Postgres;
using Undertone.Recognition.Inference;

namespace Undertone.Serve.Tests.Queues;

/// <summary>Workers and who sends them messages, as processes, with a real broker and a real database.</summary>
public sealed class QueueTests(RabbitServer broker, PostgresServer database) : IClassFixture<RabbitServer>, IClassFixture<PostgresServer>
{
    private static int _queues;

    private readonly string _queue = FormattableString.Invariant($"calls-{Interlocked.Increment(ref _queues)}");

    private string Dead => _queue + ".dead";

    private string Answers => _queue + ".answers";

    [QueueFact]
    public async Task Files_that_were_sent_by_name_or_whole_are_answered_as_predict_answers_them()
    {
        using var clips = new Clips(5);
        await using var client = await Broker.Open(broker);
        var (code, output, messages) = await WorkerProcess.Run(
            broker.Uri, "enqueue", clips.Folder, "--queue", _queue, "--reply-to", Answers, "--json");
        code.ShouldBe(0, messages);
        JsonDocument.Parse(output).RootElement.GetProperty("messages").GetInt32().ShouldBe(5);
        (await WorkerProcess.Run(broker.Uri, "enqueue", clips.Files[0], "--queue", _queue, "--reply-to", Answers, "--inline")).Output
            .ShouldBe($"1 messages sent to '{_queue}'\n");

        await using var worker = await WorkerProcess.Start(broker.Uri, "--queue", _queue, "--allow", clips.Folder);
        await client.Holds(Answers, 6);
        var answers = await client.Take(Answers);
        using var recognizer = EmotionRecognizer.LoadBuiltIn("tiny");
        var wanted = recognizer.PredictFiles(clips.Files).Select((p, i) => Answer(clips.Ids[i], recognizer, p, clips.Files[i])).ToArray();
        answers.Select(a => a.Text).Order(StringComparer.Ordinal).ShouldBe(wanted.Append(wanted[0]).Order(StringComparer.Ordinal));
        answers.ShouldAllBe(a => a.Properties.ContentType == "application/json" && a.Properties.CorrelationId == a.Id
            && a.Properties.DeliveryMode == DeliveryModes.Persistent);
        answers.Select(a => a.Id).Order(StringComparer.Ordinal)
            .ShouldBe(clips.Ids.Append(clips.Ids[0]).Order(StringComparer.Ordinal));
        (await worker.End()).ShouldBe(0, worker.Messages);
        (await client.Count(_queue)).ShouldBe(0u);
        (await client.Count(Dead)).ShouldBe(0u);
        worker.Messages.ShouldNotContain("guest");
    }

    [QueueFact]
    public async Task A_message_without_an_answer_is_a_dead_letter_with_its_reason_and_all_that_it_was()
    {
        using var clips = new Clips(1);
        await File.WriteAllTextAsync(Path.Combine(clips.Folder, "bad.wav"), "this is no audio");
        await using var client = await Broker.Open(broker);
        await using var worker = await WorkerProcess.Start(
            broker.Uri, "--queue", _queue, "--allow", clips.Folder, "--max-bytes", "200000", "--reply-queue", Answers);
        var sent = new (string Reason, string Type, byte[] Body)[]
        {
            ("malformed", "application/json", "{"u8.ToArray()),
            ("content-type", "text/plain", "x"u8.ToArray()),
            ("not-allowed", "application/json", """{"path":"/etc/passwd"}"""u8.ToArray()),
            ("not-allowed", "application/json", """{"url":"http://127.0.0.1:1/a.wav"}"""u8.ToArray()),
            ("not-found", "application/json", PathOf(clips, "none.wav")),
            ("audio-format", "application/json", PathOf(clips, "bad.wav")),
            ("audio-format", "audio/wav", "this is no audio"u8.ToArray()),
            ("too-large", "audio/wav", new byte[200_001]),
            ("voice", "application/json", Encoding.UTF8.GetBytes($$"""{"path":"{{clips.Files[0]}}","voice":"nobody at all"}""")),
            ("no-reply", "audio/wav", await File.ReadAllBytesAsync(clips.Files[0])),
            ("message-id", "audio/wav", [1]),
        };
        for (var i = 0; i < sent.Length; i++)
        {
            await client.Send(_queue, new BasicProperties
            {
                MessageId = sent[i].Reason == "message-id" ? null : $"m{i}",
                ContentType = sent[i].Type,
                ReplyTo = sent[i].Reason == "no-reply" ? "no such queue" : null,
                CorrelationId = $"c{i}",
                UserId = "guest",
                Expiration = "600000",
                Headers = new Dictionary<string, object?>
                {
                    ["CC"] = new List<object?>(),
                    ["mine"] = $"h{i}",
                },
            }, sent[i].Body);
        }

        await client.Holds(Dead, sent.Length);
        var dead = (await client.Take(Dead)).OrderBy(d => int.Parse(d.Properties.CorrelationId![1..])).ToArray();
        for (var i = 0; i < sent.Length; i++)
        {
            dead[i].Header("x-undertone-reason").ShouldBe(sent[i].Reason, $"message {i}: {dead[i].Header("x-undertone-detail")}");
            dead[i].Header("x-undertone-detail").ShouldNotBeEmpty();
            dead[i].Header("x-undertone-queue").ShouldBe(_queue);
            dead[i].Header("mine").ShouldBe($"h{i}");
            dead[i].Body.ShouldBe(sent[i].Body, $"message {i}");
            dead[i].Properties.ContentType.ShouldBe(sent[i].Type);
            dead[i].Properties.IsExpirationPresent().ShouldBeFalse();
        }

        (await worker.End()).ShouldBe(0, worker.Messages);
        (await client.Count(_queue)).ShouldBe(0u);
        (await client.Count(Answers)).ShouldBe(0u);
    }

    [QueueFact]
    public async Task One_message_id_is_one_row_however_often_and_to_whom_it_comes()
    {
        using var clips = new Clips(4);
        var connection = database.Connection(await database.CreateAsync());
        await using var client = await Broker.Open(broker);
        for (var i = 0; i < 3; i++)
            (await WorkerProcess.Run(broker.Uri, "enqueue", clips.Folder, "--queue", _queue)).Code.ShouldBe(0);
        string[] options = ["--queue", _queue, "--allow", clips.Folder, "--database", connection, "--reply-queue", Answers];
        await using (var one = await WorkerProcess.Start(broker.Uri, options))
        await using (var two = await WorkerProcess.Start(broker.Uri, options))
        {
            await client.Holds(Answers, 12);
            (await one.End()).ShouldBe(0, one.Messages);
            (await two.End("INT")).ShouldBe(0, two.Messages);
            one.Messages.ShouldNotContain("secret-word");
        }

        (await client.Take(Answers)).GroupBy(a => a.Id).ShouldAllBe(g => g.Count() == 3);
        var rows = await Rows(connection);
        rows.Select(r => r.Entry.Key).Order(StringComparer.Ordinal).ShouldBe(clips.Ids.Order(StringComparer.Ordinal));
        rows.Select(r => r.Entry.Result.File).Order(StringComparer.Ordinal).ShouldBe(clips.Files);
        rows.ShouldAllBe(r => r.Entry.AudioHash == AudioHash.Of(File.ReadAllBytes(r.Entry.Result.File)));
        (await client.Count(_queue)).ShouldBe(0u);
    }

    [QueueFact]
    public async Task A_worker_that_is_told_to_stop_finishes_what_it_holds_and_leaves_the_rest_as_it_was()
    {
        const int Sent = 120;
        using var clips = new Clips(Sent);
        await using var client = await Broker.Open(broker);
        (await WorkerProcess.Run(broker.Uri, "enqueue", clips.Folder, "--queue", _queue, "--reply-to", Answers)).Code.ShouldBe(0);
        await using var worker = await WorkerProcess.Start(broker.Uri, "--queue", _queue, "--allow", clips.Folder, "--prefetch", "3");
        while (await client.Count(Answers) < 10) await Task.Delay(5);
        (await worker.End()).ShouldBe(0, worker.Messages);
        var (answered, left) = (await client.Take(Answers), await client.Take(_queue));
        left.Count.ShouldBeGreaterThan(0, "the worker was done before it was told to stop");
        // What the broker had under way when it was told went back; no more than the worker may hold.
        left.Count(m => m.Redelivered).ShouldBeLessThanOrEqualTo(3);
        answered.Concat(left).Select(m => m.Id).Order(StringComparer.Ordinal).ShouldBe(clips.Ids.Order(StringComparer.Ordinal));
    }

    [QueueFact]
    public async Task A_broker_that_is_started_anew_costs_no_message_and_is_told_of_once()
    {
        using var clips = new Clips(400);
        // The second half is there once the broker is back, however many of the first were answered while it went.
        string[][] halves = [.. clips.Files.Chunk(clips.Files.Count / 2)];
        Task<(int Code, string Output, string Messages)> Send(string[] files) =>
            WorkerProcess.Run(broker.Uri, ["enqueue", .. files, "--queue", _queue, "--reply-to", Answers]);
        await using (var client = await Broker.Open(broker)) (await Send(halves[0])).Code.ShouldBe(0);
        await using var worker = await WorkerProcess.Start(broker.Uri, "--queue", _queue, "--allow", clips.Folder);
        await using (var client = await Broker.Open(broker))
            while (await client.Count(Answers) < 5) await Task.Delay(5);
        await broker.StopAsync();
        await broker.StartAsync();
        await using var after = await Broker.Open(broker);
        (await Send(halves[1])).Code.ShouldBe(0);
        var ids = new HashSet<string>();
        while (ids.Count < clips.Files.Count) ids.UnionWith((await after.Take(Answers)).Select(a => a.Id));
        ids.Order(StringComparer.Ordinal).ShouldBe(clips.Ids.Order(StringComparer.Ordinal));
        await after.Holds(_queue, 0);
        (await worker.End()).ShouldBe(0, worker.Messages);
        (await after.Count(Dead)).ShouldBe(0u);
        var lines = worker.Messages.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3, worker.Messages);
        lines[1].ShouldStartWith(broker.Place);
        lines[2].ShouldBe($"{broker.Place}: works again");
    }

    [QueueFact]
    public async Task A_database_that_is_down_is_waited_for_and_told_of_once()
    {
        using var clips = new Clips(30);
        var connection = database.Connection(await database.CreateAsync());
        await using var client = await Broker.Open(broker);
        await database.StopAsync();
        await using var worker = WorkerProcess.Begin(
            broker.Uri, "--queue", _queue, "--allow", clips.Folder, "--database", connection);
        await Outages(1);
        await database.StartAsync();
        string[][] halves = [.. clips.Files.Chunk(clips.Files.Count / 2)];
        (await WorkerProcess.Run(broker.Uri, ["enqueue", .. halves[0], "--queue", _queue])).Code.ShouldBe(0);
        while ((await Rows(connection)).Count < 3) await Task.Delay(50);
        await database.StopAsync();
        (await WorkerProcess.Run(broker.Uri, ["enqueue", .. halves[1], "--queue", _queue])).Code.ShouldBe(0);
        await Outages(2);
        await Task.Delay(TimeSpan.FromSeconds(10));
        await database.StartAsync();
        while ((await Rows(connection)).Count < clips.Files.Count) await Task.Delay(50);
        await client.Holds(_queue, 0);
        (await worker.End()).ShouldBe(0, worker.Messages);
        (await Rows(connection)).Select(r => r.Entry.Key).Order(StringComparer.Ordinal).ShouldBe(clips.Ids.Order(StringComparer.Ordinal));
        (await client.Count(Dead)).ShouldBe(0u);
        var lines = worker.Messages.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Count(l => l.StartsWith(database.Place, StringComparison.Ordinal)).ShouldBe(2, worker.Messages);
        lines.Count(l => l == "the store: works again").ShouldBe(2, worker.Messages);
        worker.Messages.ShouldNotContain("secret-word");

        // Waits until as many were told of.
        async Task Outages(int count)
        {
            int Told() => worker.Messages.Split('\n').Count(l => l.StartsWith(database.Place, StringComparison.Ordinal));
            while (Told() < count) await Task.Delay(50);
        }
    }

    [QueueFact]
    public async Task A_message_that_ends_workers_becomes_a_dead_letter_of_the_broker()
    {
        await using var client = await Broker.Open(broker);
        await using (var worker = await WorkerProcess.Start(
            broker.Uri, "--queue", _queue, "--delivery-limit", "2", "--reply-queue", Answers))
            (await worker.End()).ShouldBe(0);
        await client.Send(_queue, new BasicProperties { MessageId = "poison", ContentType = "audio/wav" }, [1, 2, 3]);
        for (var i = 0; i < 3; i++) await Broker.Lose(broker, _queue);
        await client.Holds(Dead, 1);
        var dead = (await client.Take(Dead)).Single();
        (dead.Id, dead.Body).ShouldBe(("poison", dead.Body));
        dead.Body.ShouldBe([1, 2, 3]);
        dead.Header("x-first-death-reason").ShouldBe("delivery_limit");
    }

    [QueueFact]
    public async Task A_queue_that_is_there_with_other_arguments_is_refused_with_the_remedy()
    {
        await using var client = await Broker.Open(broker);
        await client.Declare(_queue);
        var (code, _, messages) = await WorkerProcess.Run(broker.Uri, "worker", "--queue", _queue, "--model", "tiny");
        code.ShouldBe(1, messages);
        messages.ShouldContain($"the queue '{_queue}' is there with another x-");
        messages.ShouldContain("delete_queue");
        messages.ShouldNotContain("   at ");
    }

    [QueueFact]
    public async Task A_full_queue_is_tried_for_a_while_and_then_refused_and_what_was_sent_is_whole()
    {
        using var clips = new Clips(8);
        await using var client = await Broker.Open(broker);
        (await WorkerProcess.Run(broker.Uri, "enqueue", clips.Files[0], "--queue", _queue)).Code.ShouldBe(0);
        await broker.ControlAsync("set_policy", _queue, $"^{_queue}$", """{"max-length":3}""", "--apply-to", "queues");

        // The broker tells who sends, and takes what is under way until then.
        (await WorkerProcess.Run(broker.Uri, "enqueue", clips.Folder, "--queue", _queue)).Code.ShouldBe(0);
        var (code, _, messages) = await WorkerProcess.Run(broker.Uri, "enqueue", clips.Folder, "--queue", _queue, "--retry-seconds", "2");
        code.ShouldBe(1, messages);
        messages.ShouldContain($"the queue '{_queue}' takes nothing now: it is full");
        var before = (await client.Take(_queue)).Select(m => m.Id).ToHashSet();
        before.IsSubsetOf(clips.Ids).ShouldBeTrue();

        // With a worker there is room again and again.
        await using var worker = await WorkerProcess.Start(
            broker.Uri, "--queue", _queue, "--allow", clips.Folder, "--reply-queue", Answers);
        (await WorkerProcess.Run(broker.Uri, "enqueue", clips.Folder, "--queue", _queue, "--retry-seconds", "60")).Code.ShouldBe(0);
        var ids = new HashSet<string>();
        while (ids.Count < clips.Files.Count) ids.UnionWith((await client.Take(Answers)).Select(a => a.Id));
        ids.SetEquals(clips.Ids).ShouldBeTrue();
    }

    [QueueFact]
    public async Task Files_that_cannot_be_sent_are_told_of_and_the_others_sent()
    {
        using var clips = new Clips(2);
        await using var client = await Broker.Open(broker);
        var (code, output, _) = await WorkerProcess.Run(
            broker.Uri, "enqueue", clips.Folder, Path.Combine(clips.Folder, "none.wav"), "--queue", _queue, "--json");
        code.ShouldBe(3);
        var json = JsonDocument.Parse(output).RootElement;
        json.GetProperty("messages").GetInt32().ShouldBe(2);
        json.GetProperty("problems")[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("not-found");
        (await client.Take(_queue)).Select(m => m.Id).ShouldBe(clips.Ids);
    }

    [QueueFact]
    public async Task A_wrong_password_is_refused_and_not_repeated()
    {
        var wrong = broker.Uri.Replace("guest:guest", "guest:secret-word", StringComparison.Ordinal);
        foreach (var words in new string[][] { ["worker", "--model", "tiny"], ["enqueue", Service.Clip] })
        {
            var (code, _, messages) = await WorkerProcess.Run(wrong, [.. words, "--queue", _queue]);
            code.ShouldBe(1, messages);
            messages.ShouldContain("refuses the user or the password");
            messages.ShouldNotContain("secret-word");
        }
    }

    private static byte[] PathOf(Clips clips, string name) => Encoding.UTF8.GetBytes($$"""{"path":"{{clips.Folder}}/{{name}}"}""");

    private static string Answer(string id, EmotionRecognizer recognizer, FilePrediction result, string file)
    {
        var json = JsonSerializer.Serialize(result, PredictionJson.SerializerOptions);
        return $$$"""{"id":"{{{id}}}","model":{"name":"{{{recognizer.Manifest.Name}}}","version":"{{{recognizer.Manifest.Version}}}"},"""
            + $$"""
            "audioHash":"{{AudioHash.Of(File.ReadAllBytes(file))}}","audioPath":null,"tag":null,"speaker":null,"result":{{json}}}
            """;
    }

    private static async Task<List<StoredPrediction>> Rows(string connection)
    {
        await using var store = await Store.OpenAsync(connection);
        var all = new List<StoredPrediction>();
        await foreach (var one in store.ListAllAsync(new PredictionQuery { Limit = 1000 })) all.Add(one);
        return all;
    }
}
