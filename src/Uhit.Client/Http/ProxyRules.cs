using System.Net;

namespace Uhit.Client.Http;

/// <summary>Through which proxy a connection goes: the one of the settings; else the one of the environment (<c>HTTPS_PROXY</c>,
/// <c>ALL_PROXY</c>) unless <c>NO_PROXY</c> names the host. This machine itself is never asked
/// for through a proxy of the environment.</summary>
internal sealed class ProxyRules
{
    private static readonly string[] Variables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    private static readonly string[] Exceptions = ["no_proxy", "NO_PROXY"];

    private readonly ProxyRoute? _set;
    private readonly (string Variable, string Value)? _ofEnvironment;
    private readonly string[] _direct = [];

    /// <summary>Reads the settings, and the environment once.</summary>
    public ProxyRules(UhitConnectionOptions options, Func<string, string?> environment)
    {
        _set = options.Proxy is { } proxy ? new ProxyRoute(proxy, "Connection:Proxy") : null;
        if (_set is not null || !options.UseEnvironmentProxy)
        {
            return;
        }

        _ofEnvironment = First(Variables, environment);
        _direct = First(Exceptions, environment)?.Value.Split(
            [',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
    }

    /// <summary>The proxy for a host; <see langword="null"/> for a direct connection.</summary>
    /// <exception cref="ConnectionFailedException">The environment names a proxy that can't be used.</exception>
    public ProxyRoute? For(string host, int port)
    {
        if (_set is not null || _ofEnvironment is not { } found || IsThisMachine(host) || _direct.Any(rule => Matches(rule, host, port)))
        {
            return _set;
        }

        (var variable, var value) = found;
        var address = value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value;
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.Host.Length > 0)
        {
            return new ProxyRoute(uri, variable);
        }

        throw new ConnectionFailedException(ConnectionFailure.Proxy,
            $"The environment variable {variable} does not name an http proxy. Write it as http://proxy.example:8080; or name the proxy as "
                + $"Connection:Proxy; or name {host} in NO_PROXY, or set Connection:UseEnvironmentProxy to false, for a direct "
                + "connection.");
    }

    private static (string Variable, string Value)? First(string[] variables, Func<string, string?> environment)
    {
        foreach (var variable in variables)
        {
            if (environment(variable)?.Trim() is { Length: > 0 } value)
            {
                return (variable, value);
            }
        }

        return null;
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    // As curl and Go read it: a name stands for itself and all below it, with or without a dot
    // before it; an address, a network, or * for all.
    private static bool Matches(string rule, string host, int port)
    {
        if (rule == "*")
        {
            return true;
        }

        var colon = rule.LastIndexOf(':');
        if (colon > 0 && rule.IndexOf(':', StringComparison.Ordinal) == colon && ushort.TryParse(rule[(colon + 1)..], out var only))
        {
            if (only != port)
            {
                return false;
            }

            rule = rule[..colon];
        }

        rule = rule.Trim('[', ']');
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return IPAddress.TryParse(rule, out var same) ? same.Equals(address)
                : IPNetwork.TryParse(rule, out var network) && network.Contains(address);
        }

        rule = rule.StartsWith("*.", StringComparison.Ordinal) ? rule[2..] : rule.TrimStart('.');
        return rule.Length > 0
            && host.EndsWith(rule, StringComparison.OrdinalIgnoreCase)
            && (host.Length == rule.Length || host[^(rule.Length + 1)] == '.');
    }
}

/// <summary>A proxy that a connection goes through.</summary>
/// <param name="Address">Its address; user and password may be in it.</param>
/// <param name="Source">The setting or the environment variable that names it.</param>
internal sealed record ProxyRoute(Uri Address, string Source)
{
    /// <summary>The proxy without its password.</summary>
    public override string ToString() =>
        $"{Address.IdnHost}:{Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)} ({Source})";
}
