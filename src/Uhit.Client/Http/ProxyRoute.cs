namespace Uhit.Client.Http;

/// <summary>A proxy that a connection goes through.</summary>
/// <param name="Address">Its address; user and password may be in it.</param>
/// <param name="Source">The setting or the environment variable that names it.</param>
internal sealed record ProxyRoute(Uri Address, string Source)
{
    /// <summary>The proxy without its password.</summary>
    public override string ToString() =>
        $"{Address.IdnHost}:{Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)} ({Source})";
}
