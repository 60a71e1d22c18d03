namespace Uhit.Client;

/// <summary>CNP's business days: 8 am to 5 pm Central Prevailing Time, less CNP's company holidays (guide 1.3).</summary>
/// <remarks>CNP's list of holidays is not public: put one of your own in its place where you have it.</remarks>
public interface IBusinessCalendar
{
    /// <summary>Whether CNP works on a day.</summary>
    /// <param name="date">The day, in Central Prevailing Time.</param>
    bool IsBusinessDay(DateOnly date);
}
