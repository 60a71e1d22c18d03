using Uhit.Client.Wire;

namespace Uhit.Client;

/// <summary>What the contract needs that does not belong into its files.</summary>
public sealed class UhitContractOptions
{
    /// <summary>The secrets of the contract, such as the password of a <c>UsernameToken</c>, by the names that it has for them (<see cref="IUhitWireFormat.SecretNames"/>).</summary>
    /// <remarks>Set them outside of files that are shared: <c>Uhit__Production__Contract__Secrets__cnp_password</c> in the environment, or a configuration source made for secrets. A dash or a dot in a
    /// name may be written as an underscore; upper and lower case are the same. They are never logged or stored.</remarks>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Secrets { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
