namespace Uhit.Client.SecondContract.Enterprise;

/// <summary>How the service of <see cref="EnterpriseWireFormat"/> answers an inquiry.</summary>
public enum EnterpriseAnswers
{
    /// <summary>With HTTP status 202 and nothing; it calls back.</summary>
    Empty = 1,

    /// <summary>With the data.</summary>
    Data = 2,

    /// <summary>That it took it: the data are held ready to be fetched.</summary>
    Fetched = 3,
}
