/*
 * Says in the form what keeps servers from being saved: two of one name, one without, numbers out of range. The answer of
 * Jenkins would be a page without what was typed, and its buttons leave out the checks of browsers.
 */
(function () {
  function inputs(selector, root) {
    /* A row that was deleted just now is still fading out. */
    return Array.from(root.querySelectorAll(selector)).filter((input) => !input.closest(".fade-out"));
  }

  function checkNames() {
    const names = inputs(".foreman-server-name", document);
    for (const input of names) {
      const list = input.closest(".repeated-container");
      const twice = names.some(
        (other) =>
          other !== input &&
          input.value.trim() !== "" &&
          other.value.trim() === input.value.trim() &&
          other.closest(".repeated-container") === list,
      );
      input.setCustomValidity(twice ? input.dataset.twice : "");
    }
  }

  Behaviour.specify(".foreman-server-name", "foreman-server-name", 0, function (input) {
    input.required = true;
    input.addEventListener("input", checkNames);
  });

  document.addEventListener(
    "click",
    function (event) {
      const button = event.target.closest(".jenkins-submit-button, .apply-button");
      if (!button) {
        return;
      }
      checkNames();
      const form = button.closest("form");
      const wrong = inputs(".foreman-server-name, .foreman-server-number", form).find((input) => !input.checkValidity());
      if (wrong) {
        event.preventDefault();
        event.stopImmediatePropagation();
        wrong.focus();
        notificationBar.show(wrong.validationMessage, notificationBar.ERROR);
      }
    },
    true,
  );
})();
