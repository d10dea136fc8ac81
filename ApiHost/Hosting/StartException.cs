namespace ApiHost.Hosting;

/// <summary>The process cannot start as configured. The message is one line that says what to do.</summary>
/// <param name="message">The line.</param>
internal sealed class StartException(string message) : Exception(message);
