using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Undertone.Fleet.Tests.Stores.Postgres;
using Xunit.Abstractions;

namespace Undertone.Serve.Tests.Queues;

/// <summary>
/// Workers that are killed every few seconds, a broker that is started anew and a database that is down for ten seconds: every recording
/// is answered once. UNDERTONE_KILL_RUN=1 makes it 2,000 recordings and three workers.
/// </summary>
public sealed class KillRunTests(RabbitServer broker, PostgresServer database, ITestOutputHelper output)
    : IClassFixture<RabbitServer>, IClassFixture<PostgresServer>
{
    private const string Queue = "calls", Answers = "answers";

    private static readonly bool Large = Environment.GetEnvironmentVariable("UNDERTONE_KILL_RUN") == "1";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    [QueueFact]
    public async Task Every_recording_is_answered_once_whatever_is_killed()
    {
        var (count, workers, times) = Large ? (2000, 3, 1) : (200, 2, 4);
        using var clips = new Clips(count, times);
        var connection = database.Connection(await database.CreateAsync());
        string[] options =
        [
            "--queue", Queue, "--allow", clips.Folder, "--database", connection, "--reply-queue", Answers, "--prefetch", "2",
        ];
        // In parts, so that there is work behind each outage, however fast the workers are.
        var parts = clips.Files.Chunk((count + 2) / 3).ToArray();
        await Send(parts[0]);
        var running = Enumerable.Range(0, workers).Select(_ => WorkerProcess.Begin(broker.Uri, options)).ToList();
        var (kills, restarted, stopped, begun) = (0, false, false, _clock.Elapsed);
        for (var (rows, killed) = (0L, _clock.Elapsed); rows < count; rows = await Rows(connection))
        {
            if (!restarted && rows >= parts[0].Length / 2)
            {
                await broker.StopAsync();
                Say($"{await Rows(connection)} rows: the broker is down");
                await broker.StartAsync();
                restarted = true;
            }
            else if (restarted && !stopped)
            {
                await Send(parts[1]);
                await database.StopAsync();
                Say($"{rows} rows: the database is down for ten seconds");
                await Task.Delay(TimeSpan.FromSeconds(10));
                await database.StartAsync();
                await Send(parts[2]);
                stopped = true;
            }

            await Task.Delay(100);
            (_clock.Elapsed - begun).ShouldBeLessThan(TimeSpan.FromMinutes(15), "it does not come to an end");
            if (_clock.Elapsed - killed < Pause) continue;

            // The one that has lived longest, and the next when the one in its place takes messages too.
            await running[0].End("KILL");
            running.RemoveAt(0);
            running.Add(WorkerProcess.Begin(broker.Uri, options));
            Say($"{await Rows(connection)} rows: worker {++kills} is killed");
            await running[^1].Taking;
            killed = _clock.Elapsed;
        }

        var seconds = (_clock.Elapsed - begun).TotalSeconds;
        await using var client = await Broker.Open(broker);
        await client.Holds(Queue, 0);
        foreach (var worker in running)
        {
            await worker.Taking;
            (await worker.End()).ShouldBe(0, worker.Messages);
            await worker.DisposeAsync();
        }

        // Taken back where a worker died between the answer and the acknowledgement.
        await client.Holds(Queue, 0);
        var (answers, dead) = (await client.Take(Answers), await client.Count(Queue + ".dead"));
        var keys = await Keys(connection);
        Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} recordings, {workers} workers, {kills} killed, broker restarted {restarted}, database stopped {stopped}: "
            + $"{keys.Count} rows, {keys.Distinct().Count()} different, {clips.Ids.Except(keys).Count()} lost, {dead} dead letters, "
            + $"{answers.Count} answers in the queue for {answers.Select(a => a.Id).Distinct().Count()} recordings, {seconds:F0} s"));
        (restarted, stopped).ShouldBe((true, true));
        keys.Order(StringComparer.Ordinal).ShouldBe(clips.Ids.Order(StringComparer.Ordinal));
        answers.Select(a => a.Id).Distinct().Order(StringComparer.Ordinal).ShouldBe(clips.Ids.Order(StringComparer.Ordinal));
        dead.ShouldBe(0u);
    }

    private async Task Send(string[] files) => (await WorkerProcess.Run(broker.Uri, ["enqueue", .. files, "--queue", Queue])).Output
        .ShouldBe(FormattableString.Invariant($"{files.Length} messages sent to '{Queue}'\n"));

    private static async Task<long> Rows(string connection)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
            await using var command = source.CreateCommand("select count(*) from undertone_prediction");
            return (long)(await command.ExecuteScalarAsync())!;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return 0;
        }
    }

    private static async Task<List<string>> Keys(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand("select key from undertone_prediction");
        await using var reader = await command.ExecuteReaderAsync();
        var keys = new List<string>();
        while (await reader.ReadAsync()) keys.Add(reader.GetString(0));
        return keys;
    }

    private void Say(string text)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,6:F1} s  {text}");
        output.WriteLine(line);
        Console.WriteLine(line);
    }
}
