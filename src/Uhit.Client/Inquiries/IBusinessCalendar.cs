namespace Uhit.Client.Inquiries;

/// <summary>CNP's business days: 8 am to 5 pm Central Prevailing Time, less CNP's company holidays (guide 1.3).</summary>
internal interface IBusinessCalendar
{
    /// <summary>Whether CNP works on a day of Central Prevailing Time.</summary>
    bool IsBusinessDay(DateOnly date);
}
