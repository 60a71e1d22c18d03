namespace Uhit.Client.Simulator;

/// <summary>The ready scenarios.</summary>
public static class SimulatorScenarios
{
    /// <summary>Everything goes well.</summary>
    public static SimulatorScenario Normal { get; } = new() { Name = "normal", Description = "Everything goes well." };

    /// <summary>All scenarios, in the order in which they are best listed.</summary>
    public static IReadOnlyList<SimulatorScenario> All { get; } =
    [
        Normal,
        new()
        {
            Name = "slow",
            Description = "The answer takes 5 seconds, the validation 15, the data 30.",
            AnswerDelay = TimeSpan.FromSeconds(5),
            ValidationDelay = TimeSpan.FromSeconds(15),
            DeliveryDelay = TimeSpan.FromSeconds(30),
        },
        new()
        {
            Name = "duplicates",
            Description = "Each callback is sent twice, and the data ten times more at once.",
            Copies = 2,
            SimultaneousCopies = 10,
        },
        new()
        {
            Name = "reordered",
            Description = "The data come before the validation, and both before the answer to the request.",
            DataBeforeValidation = true,
            CallbacksBeforeAnswer = true,
        },
        new()
        {
            Name = "parts",
            Description = "The data come in four parts in shuffled order; every other line is spread over all of them.",
            Parts = 4,
            ShuffleParts = true,
            SplitLines = true,
        },
        new()
        {
            Name = "faults",
            Description = "The first request is answered by a SOAP fault, the second by HTTP 503 with Retry-After, then all goes well.",
            FirstRequests = [InquiryTrouble.Fault, InquiryTrouble.Unavailable],
        },
        new()
        {
            Name = "dropped",
            Description =
                "The connection of the first request drops, but the inquiry counts; those of the second and third drop and do not count.",
            FirstRequests = [InquiryTrouble.DropAfterCounting, InquiryTrouble.DropBeforeReading, InquiryTrouble.DropAfterReading],
        },
        new()
        {
            Name = "conflict",
            Description = "After the data were accepted, the same message number comes again with one reading changed.",
            ConflictingCopy = true,
        },
        new()
        {
            Name = "late-acknowledgement",
            Description = "The answer at once is empty; the acknowledgement comes as a callback.",
            AcknowledgeByCallback = true,
        },
        new()
        {
            Name = "rejected",
            Description = "Every inquiry is refused as a whole.",
            Rejection = new ReportedError { Code = "NotAuthorized", Description = "The sender is not authorized for this service." },
        },
        new()
        {
            Name = "failed-lines",
            Description = "Of every three lines the first one fails in the validation.",
            FailEvery = 3,
        },
        new()
        {
            Name = "no-data",
            Description = "Of every two lines the second one has no data.",
            NoDataEvery = 2,
        },
        new()
        {
            Name = "correction",
            Description = "A second delivery corrects a few days of the first lines.",
            Correction = true,
        },
        new()
        {
            Name = "unknown-codes",
            Description = "Statuses, reasons, read types and a channel are of codes that nobody knows.",
            UnknownCodes = true,
        },
        new()
        {
            Name = "never",
            Description = "Inquiries are accepted, and then nothing comes.",
            Silent = true,
        },
        new()
        {
            Name = "unconfirmed",
            Description = "Where data are fetched: the first two confirmations fail, so the same is given out again.",
            ConfirmationFailures = 2,
        },
    ];

    /// <summary>Finds a scenario by its name.</summary>
    /// <param name="name">The name; capitals do not matter.</param>
    /// <returns>The scenario; <see langword="null"/> where there is none of that name.</returns>
    public static SimulatorScenario? Find(string name) =>
        All.FirstOrDefault(scenario => string.Equals(scenario.Name, name, StringComparison.OrdinalIgnoreCase));
}
