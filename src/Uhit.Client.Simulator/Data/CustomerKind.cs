namespace Uhit.Client.Simulator.Data;

/// <summary>The kinds of customers that the simulator knows.</summary>
internal enum CustomerKind
{
    /// <summary>A household: evening peak, air conditioning, now and then solar panels.</summary>
    Residential = 1,

    /// <summary>An office or a shop, open on weekdays and Saturdays.</summary>
    SmallBusiness,

    /// <summary>A large store, open every day.</summary>
    BigBox,

    /// <summary>A plant in shifts, with an interval data recorder that gives kW.</summary>
    Industrial,
}
