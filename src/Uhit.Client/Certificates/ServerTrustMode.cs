namespace Uhit.Client.Certificates;

/// <summary>How the server's certificate is judged. There is no value that accepts all.</summary>
public enum ServerTrustMode
{
    /// <summary>By the system's roots, and the host name.</summary>
    System,

    /// <summary>By roots from files only, and the host name.</summary>
    PrivateRoots,

    /// <summary>By its public key. The pin decides: neither the chain nor the host name is looked at, the dates are.</summary>
    PinnedKeys,
}
