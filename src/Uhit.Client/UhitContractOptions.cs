namespace Uhit.Client;

/// <summary>What the contract needs that does not belong into its files.</summary>
public sealed class UhitContractOptions
{
    /// <summary>The folder of a contract as data, with its <c>contract.json</c>: absolute, or relative to the working directory.</summary>
    /// <remarks>Read when the client is first used, once. A format that is registered in code
    /// (<c>UseWireFormat</c>, <c>UseContract</c>) goes before it.</remarks>
    /// <value>Default: none, and the reference contract is spoken.</value>
    public string? Folder { get; set; }

    /// <summary>The secrets of the contract, such as the password of a <c>UsernameToken</c>, by the names that it has for them
    /// (<see cref="Wire.UhitWireFormat.SecretNames"/>).</summary>
    /// <remarks>Set them outside of files that are shared: <c>Uhit__Production__Contract__Secrets__cnp_password</c> in the environment, or
    /// a configuration source made for secrets. A dash or a dot in a name may be written as an underscore; upper and lower case are the
    /// same. They are never logged or stored.</remarks>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Secrets { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
