namespace Undertone.Web.Requests;

/// <summary>A place that is left when this is disposed, which is done once.</summary>
internal sealed class Leaving(Action leave) : IDisposable
{
    public void Dispose() => leave();
}
