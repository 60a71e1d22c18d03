namespace Uhit.Client;

/// <summary>What kind of Third Party asks: it decides what its Authentication ID must be (guide 1.6).</summary>
public enum ThirdPartyKind
{
    /// <summary>A Retail Electric Provider: its Authentication ID is its DUNS or DUNS+4 number.</summary>
    RetailElectricProvider = 0,

    /// <summary>Any other Third Party: its Authentication ID is what it agreed with CNP, such as its company name or tax ID.</summary>
    Other = 1,
}
