using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

internal static class ChainFlags
{
    public static string Of(X509Chain chain) =>
        string.Join(", ", chain.ChainStatus.Select(s => s.Status).Where(s => s != X509ChainStatusFlags.NoError).Distinct().Order());

    /// <summary>Frees the copies that a chain makes of its certificates, which its own Dispose leaves to the finalizer.</summary>
    public static void Dispose(X509Chain chain)
    {
        foreach (var element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }
    }
}
