using System.Globalization;
using Spectre.Console;

namespace Undertone.Cli.Listening;

/// <summary>The picture of what is heard: level, emotions now, and the last minute.</summary>
internal static class LiveView
{
    private const int PercentWidth = 6;
    private const int LeastTimeline = 12;
    private const double QuietestDb = -60;
    private static readonly Paragraph Empty = new(" ");

    private static readonly Color[] Colors =
        [Color.Silver, Color.Aqua, Color.Yellow, Color.DodgerBlue1, Color.Red, Color.Fuchsia, Color.Green, Color.Orange1, Color.Grey];

    /// <summary>The lines of a screen.</summary>
    /// <param name="state">What is known.</param>
    /// <param name="width">Columns of the screen.</param>
    public static IEnumerable<Paragraph> Lines(LiveState state, int width)
    {
        var recording = state.Recording is { } file ? $"  recording {file}" : "";
        yield return Cells(($"{LiveText.Time(state.HeardSeconds)}  {state.Title}{recording}", Color.Default));
        yield return Level(state, width);
        yield return Now(state);
        yield return Empty;
        if (state.Labels.Count > 0)
        {
            foreach (var line in Emotions(state, width)) yield return line;
            yield return Empty;
        }

        if (state.Words is { Length: > 0 } words) yield return Cells(($"\"{words}\"", Color.Default));
        if (state.Note is { } note) yield return Cells((note, Color.Yellow));
        var speech = string.Create(CultureInfo.InvariantCulture, $"speech {state.SpeechSeconds:0} s of {state.HeardSeconds:0} s");
        yield return Cells((speech, Color.Default), ("   Ctrl-C ends", Color.Grey));
    }

    private static Paragraph Level(LiveState state, int width)
    {
        var (text, room) = (LiveText.Level(state.LevelDb), Math.Max(0, width - 18));
        var filled = state.LevelDb is { } db ? (int)Math.Round(room * Math.Clamp(1 - (db / QuietestDb), 0, 1)) : 0;
        var color = state.Peak >= 0.99 ? Color.Red : state.LevelDb > -12 ? Color.Yellow : Color.Green;
        return Cells(
            ("level  ", Color.Default), (new string('█', filled), color), (new string('░', room - filled), Color.Grey),
            ($" {text,9}", Color.Default));
    }

    private static Paragraph Now(LiveState state)
    {
        if (state.Latest is not { } latest) return Cells(("now    ", Color.Default), ("listening ...", Color.Grey));
        if (!latest.Speech) return Cells(("now    ", Color.Default), ("no speech", Color.Grey));
        var uncertain = latest.UncertainBecause.Count > 0 ? $"   uncertain: {string.Join(", ", latest.UncertainBecause)}" : "";
        var (answer, color) = latest.Emotion is { } emotion
            ? (string.Create(CultureInfo.InvariantCulture, $"{emotion} {latest.Confidence * 100:0} %"), ColorOf(state, emotion))
            : ("", Color.Default);
        var numbers = latest.Dimensions is { } dimensions ? (answer.Length > 0 ? "   " : "") + dimensions : "";
        return Cells(("now    ", Color.Default), (answer, color), (numbers, Color.Default), (uncertain, Color.Yellow));
    }

    private static IEnumerable<Paragraph> Emotions(LiveState state, int width)
    {
        var names = Math.Max("no speech".Length, state.Labels.Max(l => l.Length)) + 1;
        var rest = width - names - PercentWidth - 3;
        var timeline = rest / 2 >= LeastTimeline ? rest / 2 : 0;
        var bars = Math.Max(0, rest - timeline);
        if (timeline > 0)
        {
            yield return Cells(
                (new string(' ', names), Color.Default), ("now".PadRight(bars + PercentWidth + 2), Color.Grey),
                ("last minute", Color.Grey));
        }

        foreach (var label in state.Labels)
        {
            var score = state.Latest is { Speech: true } latest ? latest.Scores[label] : 0;
            var filled = (int)Math.Round(score * bars);
            yield return Cells(
                (label.PadRight(names), Color.Default), (new string('█', filled), ColorOf(state, label)),
                (new string('░', bars - filled), Color.Grey),
                (string.Create(CultureInfo.InvariantCulture, $"{score * 100,4:0} %  "), Color.Default),
                (Marks(state, timeline, '█', label), ColorOf(state, label)));
        }

        if (timeline > 0)
        {
            yield return Cells(
                ("no speech".PadRight(names + bars + PercentWidth + 2), Color.Grey), (Marks(state, timeline, '·', null), Color.Grey));
        }
    }

    /// <summary>The last minute, the newest at the right: marks where an emotion, or nobody, was heard most of a column's time.</summary>
    private static string Marks(LiveState state, int columns, char mark, string? emotion)
    {
        var marks = new char[columns];
        Array.Fill(marks, ' ');
        if (state.Latest is not { } latest) return new string(marks);
        var column = LiveState.TimelineSeconds / columns;
        for (var c = 0; c < columns; c++)
        {
            var (start, end) = (latest.EndSeconds - ((columns - c) * column), latest.EndSeconds - ((columns - c - 1) * column));
            var heard = state.Timeline.GroupBy(a => a.Emotion, a => Math.Min(a.EndSeconds, end) - Math.Max(a.StartSeconds, start))
                .Select(g => (Emotion: g.Key, Seconds: g.Where(s => s > 0).Sum())).Where(g => g.Seconds > 0).ToArray();
            if (heard.Length > 0 && heard.MaxBy(g => g.Seconds).Emotion == emotion) marks[c] = mark;
        }

        return new string(marks);
    }

    private static Color ColorOf(LiveState state, string label) => Colors[state.Labels.IndexOf(label) % Colors.Length];

    private static Paragraph Cells(params (string Text, Color Color)[] cells)
    {
        var line = new Paragraph();
        foreach (var (text, color) in cells) line.Append(text, new Style(color));
        return line;
    }
}
