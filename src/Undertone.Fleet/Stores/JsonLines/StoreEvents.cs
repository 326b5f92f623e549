using System.Text.Json;
using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Stores.JsonLines;

/// <summary>
/// The lines of a store: <c>{"event":"store","version":1}</c> first, then <c>prediction</c>, <c>correction</c> and <c>run</c> as they came.
/// <c>deleted prediction</c> and <c>deleted correction</c> stand over what was deleted, with spaces behind.
/// </summary>
internal sealed class StoreEvents(EventFile file, EventIndex index)
{
    private const int Version = 1;

    /// <summary>The first line of a file, with its end.</summary>
    public static byte[] Header { get; } = Line("store", json => json.WriteNumber("version", Version));

    /// <summary>A prediction's line.</summary>
    public static byte[] Of(long id, DateTimeOffset at, PredictionEntry entry) => Line("prediction", json =>
    {
        json.WriteNumber("id", id);
        json.WriteString("addedAt", StoreTime.Text(at));
        StoreJson.WriteEntry(json, entry);
    });

    /// <summary>A correction's line.</summary>
    public static byte[] Of(long prediction, Correction correction) => Line("correction", json =>
    {
        json.WriteNumber("prediction", prediction);
        StoreJson.WriteCorrection(json, correction);
    });

    /// <summary>A run's line.</summary>
    public static byte[] Of(long id, DateTimeOffset at, RunEntry run) => Line("run", json =>
    {
        json.WriteNumber("id", id);
        json.WriteString("addedAt", StoreTime.Text(at));
        StoreJson.WriteEntry(json, run);
    });

    /// <summary>What is written over a prediction that is deleted; each is longer.</summary>
    public static byte[] DeletedPrediction { get; } = Line("deleted prediction", _ => { })[..^1];

    /// <summary>What is written over a correction that is deleted; each is longer.</summary>
    public static byte[] DeletedCorrection { get; } = Line("deleted correction", _ => { })[..^1];

    /// <summary>Deletions that a killed process began: the line and what is to be written over it.</summary>
    public List<(LinePlace Line, byte[] Mark)> Unfinished { get; } = [];

    /// <summary>Whether bytes may be the beginning of a first line.</summary>
    public static bool BeginsAsStore(ReadOnlyMemory<byte> bytes) => Header.AsSpan().StartsWith(bytes.Span);

    /// <summary>Enters a line of the file into the index.</summary>
    /// <exception cref="StoreException">It is not what was written, or the file was written by a newer Undertone.</exception>
    public void Enter(long number, LinePlace place, ReadOnlyMemory<byte> line)
    {
        if (number > 1 && IsDeleted(place, line.Span, DeletedPrediction)) index.AddDeleted();
        else if (number == 1 || !IsDeleted(place, line.Span, DeletedCorrection)) EnterWhole(number, place, line);
    }

    /// <summary>Reads a prediction again.</summary>
    public async Task<StoredPrediction> PredictionAsync(
        long id, LinePlace place, IReadOnlyList<Correction> corrections, CancellationToken cancellationToken)
    {
        var line = await file.ReadAsync(place, cancellationToken).ConfigureAwait(false);
        return Again(line, json => new StoredPrediction(id, json.Time("addedAt"), KeptEntries.Prediction(json), corrections));
    }

    /// <summary>Reads a run again.</summary>
    public async Task<StoredRun> RunAsync(long id, LinePlace place, CancellationToken cancellationToken)
    {
        var line = await file.ReadAsync(place, cancellationToken).ConfigureAwait(false);
        return Again(line, json => new StoredRun(id, json.Time("addedAt"), KeptEntries.Run(json)));
    }

    private bool IsDeleted(LinePlace place, ReadOnlySpan<byte> line, byte[] mark)
    {
        if (!line.StartsWith(mark)) return false;
        if (line[mark.Length..].ContainsAnyExcept((byte)' ')) Unfinished.Add((place, mark));
        return true;
    }

    private void EnterWhole(long number, LinePlace place, ReadOnlyMemory<byte> line)
    {
        try
        {
            KeptJson.Read(line, json =>
            {
                Enter(number, place, json);
                return true;
            });
        }
        catch (DamagedEntryException e)
        {
            throw file.Damaged(number, e.Message, e);
        }
    }

    private void Enter(long number, LinePlace place, KeptJson json)
    {
        switch (json.Text("event"))
        {
            case "store" when number == 1:
                if (json.Number("version") is not Version and var version) throw Newer(version);
                break;
            case "prediction" when number > 1:
                if (json.Number("id") != index.Predictions + 1) throw new DamagedEntryException("id: lines are missing before this one");
                index.Add(place, json.Time("addedAt"), KeptEntries.Prediction(json));
                break;
            case "correction" when number > 1:
                if (json.Number("prediction") is var id && index.Find(id) is null)
                    throw new DamagedEntryException("prediction: there is none of this number before this line");
                index.Add(place, id, KeptEntries.Correction(json));
                break;
            case "run" when number > 1:
                if (json.Number("id") != index.Runs + 1) throw new DamagedEntryException("id: lines are missing before this one");
                index.Add(place, KeptEntries.Run(json));
                break;
            default:
                throw new DamagedEntryException(number == 1 ? "this file is no store" : "event: this is none that is written here");
        }
    }

    private T Again<T>(ReadOnlyMemory<byte> line, Func<KeptJson, T> read)
    {
        try
        {
            return KeptJson.Read(line, read);
        }
        catch (DamagedEntryException e)
        {
            throw new StoreException(StoreFault.Damaged, $"{file.FilePath}: the file was changed while it was open. Open it anew.", e);
        }
    }

    private StoreException Newer(long version) => new(
        StoreFault.Damaged,
        FormattableString.Invariant(
            $"{file.FilePath}: this store is of version {version}, and this Undertone knows version {Version}. Use a newer Undertone."));

    private static byte[] Line(string name, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, PredictionJson.LineOptions))
        {
            json.WriteStartObject();
            json.WriteString("event", name);
            write(json);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
