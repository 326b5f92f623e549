namespace Undertone.Web.Problems;

/// <summary>A request that is not answered.</summary>
/// <param name="status">The status of the response.</param>
/// <param name="code">A word for programs.</param>
/// <param name="detail">The fault and the remedy, as sentences.</param>
internal sealed class RefusedException(int status, string code, string detail) : Exception(detail)
{
    public int Status => status;

    public string Code => code;
}
