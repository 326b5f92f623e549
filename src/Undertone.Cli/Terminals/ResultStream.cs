namespace Undertone.Cli.Terminals;

/// <summary>
/// Standard output: a write that fails is told as <see cref="OutputException"/>, apart from every other fault of reading and writing.
/// </summary>
internal sealed class ResultStream(Stream inner) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException e)
        {
            throw new OutputException(e);
        }
    }
}
