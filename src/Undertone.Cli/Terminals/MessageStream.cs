namespace Undertone.Cli.Terminals;

/// <summary>Standard error: a message that cannot be written is given up, for the work counts more and nobody is left to tell.</summary>
internal sealed class MessageStream(Stream inner) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
    }
}
