using System.CommandLine;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Corpora.Selection;

namespace Undertone.Cli.Options;

/// <summary>Which utterances of the data a command uses, and what their emotions count as.</summary>
internal sealed class SelectionSettings
{
    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Use only utterances with FIELD=A,B or without FIELD!=A,B; may be given several times. Fields: "
            + string.Join(", ", UtteranceFilter.FieldNames) + ".",
        HelpName = "FIELD=A,B",
    };

    private readonly Option<string?> _map = new("--map")
    {
        Description = "Emotions that count as others: calm=neutral,bored=neutral.",
        HelpName = "FROM=TO,...",
    };

    private readonly Option<int?> _limit = new Option<int?>("--limit-per-speaker")
    {
        Description = "At most N utterances of each speaker, evenly over emotions, drawn by the seed.",
        HelpName = "N",
    }.InRange(1);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_filter, _map, _limit]) command.Add(option);
    }

    /// <summary>Refuses them all.</summary>
    /// <exception cref="UsageException">One is given; the message begins with its name.</exception>
    public void Refuse(ParseResult parsed, string reason)
    {
        foreach (var option in (Option[])[_filter, _map, _limit]) parsed.Refuse(option, reason);
    }

    /// <summary>Whether the limit is given, which draws.</summary>
    public bool Draws(ParseResult parsed) => parsed.Has(_limit);

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">A filter or the map cannot be read.</exception>
    public UtteranceSelection Of(ParseResult parsed)
    {
        var option = _filter.Name;
        try
        {
            var filters = (parsed.GetValue(_filter) ?? []).Select(UtteranceFilter.Parse).ToArray();
            option = _map.Name;
            return UtteranceSelection.Parse([], parsed.GetValue(_map), parsed.GetValue(_limit)) with { Filters = filters };
        }
        catch (FormatException e)
        {
            throw new UsageException($"{option}: {e.Message}");
        }
    }
}
