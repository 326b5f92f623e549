namespace Undertone.Sound.Features.Engine;

/// <summary>What the value of an option was written as.</summary>
internal enum OptionSource
{
    /// <summary>Text of a command line, which may be anything, in small or capital letters.</summary>
    CommandLine,

    /// <summary>A number of a JSON file.</summary>
    Number,

    /// <summary>A text of a JSON file.</summary>
    Word,

    /// <summary>true or false of a JSON file.</summary>
    Truth,
}
