using Xunit.Sdk;

namespace MutationHost;

/// <summary>Hears of each test as it starts and ends; with synchronous reporting, in their order.</summary>
internal sealed class TestSink(Action<string>? started, Action<string>? finished, bool stopAtFailure) : IMessageSink
{
    private readonly Dictionary<string, string> _methods = [];

    /// <summary>The tests that failed, as "class method".</summary>
    public List<string> Failed { get; } = [];

    public string? FirstError { get; private set; }

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestMethodStarting starting:
                _methods[starting.TestMethodUniqueID!] = starting.MethodName;
                break;
            case ITestClassStarting starting:
                _methods[starting.TestClassUniqueID!] = starting.TestClassName;
                break;
            case ITestStarting starting:
                started?.Invoke(Name(starting));
                break;
            case ITestFinished done:
                finished?.Invoke(Name(done));
                break;
            case ITestFailed failed:
                Failed.Add(Name(failed));
                FirstError ??= failed.ExceptionTypes.FirstOrDefault() + ": " + failed.Messages.FirstOrDefault();
                return !stopAtFailure;
            case IErrorMetadata error:
                Failed.Add("outside");
                FirstError ??= error.ExceptionTypes.FirstOrDefault() + ": " + error.Messages.FirstOrDefault();
                return !stopAtFailure;
        }

        return true;
    }

    private string Name(ITestMessage test) => $"{_methods[test.TestClassUniqueID!]} {_methods[test.TestMethodUniqueID!]}";
}
