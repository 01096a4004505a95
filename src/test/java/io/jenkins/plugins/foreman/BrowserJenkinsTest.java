package io.jenkins.plugins.foreman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import hudson.Functions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.localizer.LocaleProvider;

/**
 * Pages of Jenkins in Chromium; the tests are skipped where there is none. After each test: no script of the plugin failed.
 */
public abstract class BrowserJenkinsTest extends SimulatedJenkinsTest {

    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));

    private static final LocaleProvider LANGUAGES = LocaleProvider.getProvider();

    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;

    protected Page page;

    /** Texts in the language of who asks, as the web application has it, which is not what tests start. */
    @BeforeAll
    static void speakAsAsked() {
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Functions.getCurrentLocale();
            }
        });
    }

    @BeforeAll
    static void startBrowser() {
        assumeTrue(Files.isExecutable(CHROMIUM), "There is no Chromium at " + CHROMIUM + "; CHROMIUM can name another");
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void stopBrowser() {
        LocaleProvider.setProvider(LANGUAGES);
        if (playwright != null) {
            playwright.close();
        }
    }

    /** Opens a page of Jenkins, in a language that people have set in their browser. */
    protected final void open(JenkinsRule jenkins, String path, String language) throws Exception {
        context = browser.newContext(
                new Browser.NewContextOptions().setLocale(language).setViewportSize(1400, 1300));
        context.setDefaultTimeout(120_000);
        page = context.newPage();
        page.onPageError(error -> {
            // those of Jenkins itself are not ours
            if (error.contains("io/jenkins/plugins/foreman")) {
                complaints.add(error);
            }
        });
        page.navigate(jenkins.getURL() + path);
    }

    /** Keeps what a person would see now. */
    protected final void picture(String name) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        page.screenshot(
                new Page.ScreenshotOptions().setPath(folder.resolve(getClass().getSimpleName() + "-" + name + ".png")));
    }

    protected final Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @AfterEach
    final void noScriptFailed() {
        if (context != null) {
            context.close();
        }
        assertThat(complaints).isEmpty();
    }
}
