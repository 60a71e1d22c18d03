namespace Uhit.Client.Wire;

/// <summary>Gives a wire format the secrets that it needs, by their names. Their values are settings of the named client and nowhere in a contract.</summary>
/// <remarks>Thread-safe. Never show a value: it belongs into the message that it is for, and not into a log, an exception or a store.</remarks>
public interface IWireSecrets
{
    /// <summary>The value of a secret.</summary>
    /// <param name="name">Its name, as the contract has it; upper and lower case are the same.</param>
    /// <exception cref="UhitConfigurationException">There is no such secret. The message names the setting.</exception>
    string Get(string name);
}
